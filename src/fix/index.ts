export { applyEdits } from "./apply-edits.ts";
export { changedLines } from "./changed-lines.ts";
export { chooseFixes } from "./choose-fixes.ts";
export { fixFile } from "./fix-file.ts";
export type { AppliedFix, FixedFile, RejectedFix } from "./fix-session.ts";
export { unifiedDiff } from "./unified-diff.ts";
