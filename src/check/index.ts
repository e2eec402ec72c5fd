export type { BaselineTracker } from "./baseline.ts";
export { baselineText, baselineTracker, readBaseline, updatedBaseline } from "./baseline.ts";
export type { CheckContext, Checked } from "./check-file.ts";
export { checkFile } from "./check-file.ts";
export type { ExceptionTracker } from "./exceptions.ts";
export { exceptionTracker } from "./exceptions.ts";
export type { FileIdentity } from "./dedupe.ts";
export { createMemo } from "./memo.ts";
export { compareFindings } from "./order.ts";
