import { toInspectJson } from "../../report/inspect/index.ts";
import type { InspectReportV1 } from "../../report/inspect/schema.ts";
import { jsonNotification } from "../../report/json/items.ts";
import type { JsonNotificationV1 } from "../../report/json/schema.ts";
import { inspect as inspectFiles } from "../inspect.ts";
import { tool } from "../tool.ts";
import type { ScanOptions } from "./scan-options.ts";
import { readScanOptions } from "./scan-options.ts";

/** The report of `inferlint inspect --format json`, and what that command writes to standard error. */
export interface InspectReport extends InspectReportV1 {
  /** One of level `error` says that something was not read. */
  readonly notifications: readonly JsonNotificationV1[];
}

/**
 * Describes what Dockerfiles build, without findings and without network.
 * @throws UsageError (see `isUsageError`) for an invalid option, ConfigError (see `isConfigError`) for an invalid configuration
 */
export async function inspect(options: ScanOptions): Promise<InspectReport> {
  const request = await readScanOptions(options, "ignored");
  const { builds, notifications } = await inspectFiles({ ...request, forceExclude: false });
  const json = toInspectJson({ tool, asOf: request.asOf, builds });
  return {
    ...(JSON.parse(json) as InspectReportV1),
    notifications: notifications.map(jsonNotification),
  };
}
