export type { AcceptedEntries, AppliedBaseline, BaselineTracker } from "./baseline.ts";
export {
  acceptedEntries,
  baselineText,
  baselineTracker,
  readBaseline,
  updatedBaseline,
} from "./baseline.ts";
export type { CheckContext, Checked } from "./check-file.ts";
export { checkFile } from "./check-file.ts";
export type { ExceptionTracker } from "./exceptions.ts";
export { exceptionFindings, exceptionTracker, exceptionUses } from "./exceptions.ts";
export type { FileIdentity } from "./dedupe.ts";
export { baselinePathOf } from "./dedupe.ts";
export { createMemo } from "./memo.ts";
export { compareFindings } from "./order.ts";
export { placedComment } from "./placed.ts";
export { readSuppression } from "./read-suppression.ts";
export { repositoryIn } from "./suppress.ts";
