/** The library: what the command line does, without a process, a clock or a network. See docs/library.md. */
export type { ConfigProblem } from "./config/index.ts";
export type { Region } from "./domain/build/region.ts";
export type { Confidence, Edit, Evidence, Fix, Level, Suppression } from "./domain/rule/finding.ts";
export type { ConfigError, UsageError } from "./pipeline/api/errors.ts";
export { isConfigError, isUsageError } from "./pipeline/api/errors.ts";
export type { InspectReport } from "./pipeline/api/inspect.ts";
export { inspect } from "./pipeline/api/inspect.ts";
export type { LintTextOptions } from "./pipeline/api/lint-text.ts";
export { lintText } from "./pipeline/api/lint-text.ts";
export type { LintOptions } from "./pipeline/api/lint.ts";
export { lint } from "./pipeline/api/lint.ts";
export type { ScanOptions as InspectOptions } from "./pipeline/api/scan-options.ts";
export type { LoadedSettings as Settings, LoadSettingsOptions } from "./pipeline/api/settings.ts";
export { loadSettings } from "./pipeline/api/settings.ts";
export type {
  InspectedBase,
  InspectedFile,
  InspectedImage,
  InspectedStage,
} from "./report/inspect/schema.ts";
export type {
  JsonFindingV1 as Finding,
  JsonNotificationV1 as Notification,
  JsonReportV1 as Report,
} from "./report/json/schema.ts";
