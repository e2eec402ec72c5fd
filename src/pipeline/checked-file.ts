import type { Checked } from "../check/index.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { RunLog } from "./run-log.ts";

/**
 * Logs a file that was not read, unless a rule reports that: it would pass as clean.
 * @returns whether it was read
 */
export function logUnread(
  path: string,
  { unread, problems }: EnrichedBuild,
  isEnabled: (ruleId: string) => boolean,
  log: RunLog,
): boolean {
  if (unread && !isEnabled("invalid-dockerfile"))
    log.fail("unread-file", path, `Not checked: ${problems[0]?.message ?? ""}.`);
  return !unread;
}

/** Logs the rules that failed. @param path of the file; null for an image that no file names */
export function logFailures(path: string | null, failures: Checked["failures"], log: RunLog): void {
  for (const { ruleId, error } of failures)
    log.fail("internal-error", path, `The rule ${ruleId} failed: ${messageOf(error)}.`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
