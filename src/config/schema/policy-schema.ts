import * as z from "zod/mini";
import { path, value } from "./placeholders.ts";
import { requires } from "./required-version.ts";
import type { DescribedRule } from "./rule-schema.ts";
import { enforcement, ruleId } from "./rule-schema.ts";
import { about, integer, listOf, mapping, text } from "./value-schemas.ts";

/** The keys that only a policy may have. */
export function policyKeys(
  rules: readonly DescribedRule[],
): Readonly<Record<string, z.ZodMiniType>> {
  return {
    name: z.optional(
      about(
        text("a name", /^\S(?:.{0,98}\S)?$/, `${path} must be a name of one line, not ${value}`),
        "Policy only: how reports name it. Default: the name of its file.",
      ),
    ),
    requires: z.optional(requires()),
    enforce: z.optional(enforcement(rules)),
    allowLocal: z.optional(
      about(
        listOf(ruleId(rules), "rules"),
        "Policy only: rules that repositories may set as they like.",
      ),
    ),
    maxExceptionDays: z.optional(
      about(
        integer(0, 3650),
        "Policy only: the number of days ahead that an exception of a repository may end. Without it repositories may have none.",
      ),
    ),
    exceptionRules: z.optional(exceptionRules()),
  };
}

function exceptionRules(): z.ZodMiniType {
  const reason = text("a pattern of reasons such as SEC-*", /^[^\r\n]{1,200}$/);
  return about(
    mapping({
      reason: z.optional(
        about(
          listOf(reason, "patterns of reasons", false),
          "The reason must match one of these patterns, in which * stands for any characters and ? for one.",
        ),
      ),
      maxOpen: z.optional(
        about(
          integer(0, 100_000),
          "The most exceptions and comments that a repository may have at a time. Those that end last have no effect.",
        ),
      ),
    }),
    "Policy only: what exceptions and comments of a repository must be like.",
  );
}
