export type { AcceptedEntries, BaselineTracker } from "./baseline.ts";
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
export type { ExceptionContext, ExceptionNeeds } from "./exceptions.ts";
export { exceptionFindings, exceptionTracker, exceptionUses } from "./exceptions.ts";
export type { FileIdentity } from "./dedupe.ts";
export type { ScopeEntry, TreeExceptions } from "./new-exceptions.ts";
export { newExceptionFindings } from "./new-exception-findings.ts";
export { newExceptions } from "./new-exceptions.ts";
export { newFindings } from "./compare.ts";
export { looseMatchIn } from "./match-findings.ts";
export { pairFiles } from "./pair-files.ts";
export { baselinePathOf } from "./dedupe.ts";
export { createMemo } from "./memo.ts";
export { compareFindings } from "./order.ts";
export { placedComment } from "./placed.ts";
export type { InlineSuppression } from "./read-suppression.ts";
export { namesIn, readSuppression } from "./read-suppression.ts";
export type { OpenLimit } from "./rejection.ts";
export { rejectionOf, rejectionText } from "./rejection.ts";
export { repositoryIn } from "./suppress.ts";
