import { UsageError } from "../../domain/settings/usage-error.ts";
import type { Output } from "../command.ts";
import type { PassedOptions } from "./passed-options.ts";

/** What code scanning shows beside the tool: `inferlint`, `/language:dockerfile`, `team a/services`. */
const categoryForm = /^[\w./:@,()+ -]{1,200}$/;

/**
 * The value of `--sarif-category`, without slashes at its end; null without it.
 * @throws UsageError
 */
export function readCategory(passed: PassedOptions, outputs: readonly Output[]): string | null {
  const written = passed.last("sarif-category");
  if (written === null) return null;
  const name = written.trim().replace(/\/+$/, "");
  if (name === "" || !categoryForm.test(name))
    throw new UsageError(
      "--sarif-category must be a name of at most 200 letters, digits, blanks and . / : @ , ( ) + _ -",
    );
  if (outputs.every(({ format }) => format !== "sarif"))
    throw new UsageError("--sarif-category requires --format sarif");
  return name;
}
