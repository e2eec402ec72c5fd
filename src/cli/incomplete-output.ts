import { statSync } from "node:fs";
import { safeText } from "../report/safe-text.ts";
import type { Output } from "./command.ts";
import type { Io } from "./io.ts";

/**
 * Whether a file of `--output` stays as it is, which is then said: a report of a run that could not check everything would show
 * the findings it misses as resolved, and an older, complete one is more useful. A new file is written, and says that it is
 * incomplete.
 */
export function staysAsItIs({ file }: Output, isIncomplete: boolean, { warn }: Io): boolean {
  if (!isIncomplete || file === null) return false;
  if (!isFile(file)) return false;
  warn(`${safeText(file)} was not changed, because not everything could be checked`);
  return true;
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Writing it says what is wrong.
    return false;
  }
}
