/** The library: the same way through the house as the command line takes, without a process. */
export { defaultImagePolicy } from "./config/index.ts";
export { calendarDate, parseCalendarDate } from "./text/calendar-date.ts";
export { fingerprintHash } from "./pipeline/fingerprint-hash.ts";
export { inspect } from "./pipeline/inspect.ts";
export { lint } from "./pipeline/lint.ts";
export { ruleset } from "./pipeline/ruleset.ts";
export { inspectPieces, toInspectJson } from "./report/inspect/index.ts";
export { toJson } from "./report/json/index.ts";
export { toSarif } from "./report/sarif/index.ts";
export { toText } from "./report/text/index.ts";
