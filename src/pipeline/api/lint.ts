import type { JsonReportV1 } from "../../report/json/schema.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { calendarDate } from "../../text/calendar-date.ts";
import { openFacts } from "../facts-file.ts";
import type { RegistrySession } from "../registry-session.ts";
import type { ScanRequest } from "../scan-request.ts";
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
  return reportOf({ ...request, ...(await factsRequest(facts, request.cwd)) });
}

/** Later than any answer. */
const endOfTime: CalendarDate = calendarDate("9999-12-31");

/** What a facts file changes in a request. */
async function factsRequest(
  path: string | undefined,
  cwd: string,
): Promise<
  Pick<ScanRequest, "catalogue" | "catalogueFile"> & { readonly session: RegistrySession | null }
> {
  if (path === undefined) return { session: null };
  const input = await openFacts({ option: "facts", path, cwd, today: endOfTime });
  if (input.kind === "catalogue") return { session: null, ...(input.isOlder ? {} : input.request) };
  const { openRegistrySession } = await import("../registry-session.ts");
  const { facts } = input;
  return { session: openRegistrySession({ online: null, facts, strict: false, refresh: false }) };
}
