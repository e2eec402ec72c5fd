import type { JsonReportV1 } from "../../report/json/schema.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate } from "../../text/calendar-date.ts";
import { openFactsFile } from "../facts-file.ts";
import type { RegistrySession } from "../registry-session.ts";
import { reportOf } from "./report.ts";
import type { ScanOptions } from "./scan-options.ts";
import { readScanOptions } from "./scan-options.ts";

export interface LintOptions extends ScanOptions {
  /**
   * The path of a facts file, relative to `cwd`, as `inferlint facts update` writes it. Since there is no clock, it may hold
   * answers of any day. Default: only the facts that ship with the package; `INFERLINT_FACTS` is not read.
   */
  readonly facts?: string | undefined;
}

/**
 * Checks files and directories, without network.
 * @returns the report of `inferlint --format json`; a notification of level `error` says that something could not be checked,
 * as a path that does not exist
 * @throws UsageError (see `isUsageError`) for an invalid option, or a facts file or baseline that cannot be read; ConfigError
 * (see `isConfigError`) for an invalid configuration or facts file
 */
export async function lint({ facts, ...options }: LintOptions): Promise<JsonReportV1> {
  const request = await readScanOptions(options, "required");
  const session = facts === undefined ? null : await openSession(facts, request.cwd);
  return reportOf({ ...request, session });
}

/** Later than any answer. */
const endOfTime: CalendarDate = calendarDate("9999-12-31");

async function openSession(path: string, cwd: string): Promise<RegistrySession> {
  const facts = await openFactsFile({ option: "facts", path, cwd, today: endOfTime });
  const { openRegistrySession } = await import("../registry-session.ts");
  return openRegistrySession({ online: null, facts, strict: false, refresh: false });
}
