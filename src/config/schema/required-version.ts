import * as z from "zod/mini";
import { compareWithRange, versionRange } from "../../text/version-range.ts";
import type { ConfigNode } from "../source/config-tree.ts";
import { valueAt } from "../source/config-tree.ts";
import type { Issue } from "./describe-issue.ts";
import { path, value } from "./placeholders.ts";
import { about, integer, mapping } from "./value-schemas.ts";

/** `requires` of a policy. */
export function requires(): z.ZodMiniType {
  const error = `${path} must be a range of versions such as ">=0.2" or ">=0.2 <1", not ${value}`;
  const range = z.string({ error }).check(z.regex(versionRange, { error }));
  return about(
    mapping({
      inferlint: z.optional(
        about(range, "The versions of inferlint that know what this policy says."),
      ),
      catalogueDays: z.optional(
        about(
          integer(0, 3650),
          "The most days that the catalogue, or a newer facts file, may lie before the as-of date.",
        ),
      ),
    }),
    "Policy only: what a run needs to be a check by this policy. Exit 2 where it is not met.",
  );
}

/**
 * Why a policy is for other versions of inferlint; null where it is for this one. Nothing else of it has to be valid: a newer policy
 * has keys that an older version does not know.
 */
export function unmetVersion(root: ConfigNode, version: string): Issue | null {
  const node = valueAt(valueAt(root, "requires"), "inferlint");
  const range = node?.kind === "scalar" ? node.value : null;
  if (!node || typeof range !== "string" || !versionRange.test(range)) return null;
  const order = compareWithRange(version, range);
  if (order === "in") return null;
  const remedy = order === "older" ? "update inferlint" : "install an older version";
  return {
    span: node.span,
    message: () => `this policy needs inferlint ${range}, and this is ${version}: ${remedy}`,
  };
}
