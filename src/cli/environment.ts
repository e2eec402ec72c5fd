import { isAbsolute } from "node:path";
import { UsageError } from "../domain/settings/usage-error.ts";
import { errorCode } from "../fs/error-code.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { parseCalendarDate } from "../text/calendar-date.ts";

/**
 * The day of a clock, in UTC.
 * @param now milliseconds since 1970
 * @throws UsageError if the clock shows no day of the years 1 to 9999
 */
export function dayOf(now: number): CalendarDate {
  const date = new Date(now);
  const text = Number.isNaN(date.getTime()) ? "no time" : date.toISOString();
  const day = parseCalendarDate(text.slice(0, 10));
  if (day === null)
    throw new UsageError(
      `the clock shows ${text}: set it, or name the day with --as-of YYYY-MM-DD`,
    );
  return day;
}

/**
 * The working directory.
 * @throws UsageError if there is none any more
 */
export function workingDirectory(ask: () => string): string {
  try {
    return ask();
  } catch (error) {
    const code = errorCode(error);
    throw new UsageError(
      code === "ENOENT"
        ? "the working directory no longer exists: change to another one"
        : `the working directory cannot be used: ${code ?? String(error)}`,
    );
  }
}

/**
 * The home directory of the user; null where the system knows none, as for a user id without an account, or where it is not
 * absolute: files below it would then be those of a repository.
 */
export function homeDirectory(ask: () => string): string | null {
  try {
    const home = ask();
    return isAbsolute(home) ? home : null;
  } catch {
    return null;
  }
}

/**
 * The file that an environment variable names; null where it is not set. An empty one usually comes from a secret or an input
 * that is missing, and must not turn a gate off.
 * @throws UsageError if it is set and blank
 */
export function fileOfVariable(
  env: Readonly<Record<string, string | undefined>>,
  name: "INFERLINT_POLICY" | "INFERLINT_FACTS",
): string | null {
  const value = env[name];
  if (value === undefined) return null;
  if (value.trim() !== "") return value;
  throw new UsageError(`${name} is set but empty: set it to the path of a file, or unset it`);
}
