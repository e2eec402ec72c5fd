import { joinFirst } from "../text/list.ts";
import type { LfsPointer, RunLog } from "./run-log.ts";

/** Says which files were not read because they are Git LFS pointers: an error under a policy where they would be checked. */
export function reportPointers(log: RunLog, hasPolicy: boolean): void {
  const checked = log.pointers.filter(({ isChecked }) => isChecked);
  const others = log.pointers.filter(({ isChecked }) => !isChecked);
  if (checked.length > 0) {
    const [path, message] = noticeOf(checked);
    if (hasPolicy) log.fail("lfs-pointer", path, message);
    else log.warn("lfs-pointer", path, message);
  }
  if (others.length === 0) return;
  const [path, message] = noticeOf(others);
  log.add({ level: "note", id: "lfs-pointer", path, message, region: null });
}

function noticeOf(pointers: readonly LfsPointer[]): readonly [path: string | null, string] {
  const paths = pointers.map(({ path }) => path);
  const [first = null, ...others] = paths;
  return others.length === 0
    ? [first, "This file is a Git LFS pointer and was not read: run git lfs pull first."]
    : [
        null,
        `${paths.length} files are Git LFS pointers and were not read: ${joinFirst(paths)}; run git lfs pull first.`,
      ];
}
