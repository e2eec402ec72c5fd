import { dirname, join } from "node:path";
import type { FsPath } from "./fs-path.ts";
import { escaped, joined, lossy } from "./fs-path.ts";
import { ignoringRule } from "./ignore-scope.ts";
import type { IgnoreScope } from "./ignore-scope.ts";
import type { FolderSearch } from "./search.ts";

/** Whether a `.gitignore` rule ignores an entry of a directory; if so, it is counted. */
export function countIgnored(
  { run: { leftOut, onLeftOut }, selection, show }: FolderSearch,
  scope: IgnoreScope,
  directory: FsPath,
  name: FsPath,
  isFolder: boolean,
): boolean {
  if (scope.length === 0) return false;
  const rule = ignoringRule(scope, name, isFolder);
  if (rule === null) return false;
  onLeftOut("files.gitignore");
  selection.onSeen?.(lossy(joined(directory, name)), false);
  // Only a policy wants to know the rule.
  if (selection.excludingPattern !== null) {
    let at = escaped(directory);
    for (let levels = rule.prefix.split("/").length; levels > 1; levels -= 1) at = dirname(at);
    leftOut.ignored(show(join(at, ".gitignore")), rule.pattern, isFolder);
  }
  return true;
}
