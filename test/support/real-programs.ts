import { existsSync } from "node:fs";

/** Whether a missing program is a failure instead of a skipped test: in CI, and on request. */
export const realProgramsRequired: boolean =
  Boolean(process.env["CI"]) || process.env["INFERLINT_REAL"] === "1";

/** Whether tests that need a program are skipped because it is missing. @param path of a file of the program */
export function isSkippedWithout(path: string): boolean {
  return !realProgramsRequired && !existsSync(path);
}
