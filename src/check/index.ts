export { baselineText, baselineTracker, readBaseline, updatedBaseline } from "./baseline.ts";
export type { CheckContext, Checked } from "./check-file.ts";
export { checkFile } from "./check-file.ts";
export { exceptionTracker } from "./exceptions.ts";
export { createMemo } from "./memo.ts";
export { compareFindings } from "./order.ts";
