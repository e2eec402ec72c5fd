import { relative, resolve } from "node:path";
import type { LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import { changedFiles } from "./changed-files.ts";
import { keptFiles } from "./kept-files.ts";
import type { TreeRun } from "./lint-tree.ts";
import { requestOfBase } from "./lint-tree.ts";
import type { Changes } from "./open-tree.ts";

/**
 * The run of a base that has the same files as the head with other contents, or others that say nothing: in place of the head's, so
 * that only what differs is written and read. It says the same as a run of the whole base.
 * @returns null where something else differs, or may
 */
export async function lintChanged(
  head: TreeRun,
  changes: Changes,
  request: LintRequest,
): Promise<TreeRun | null> {
  const { settings, outcome } = head;
  const { cwd, paths, stdin } = request;
  const { found, project } = outcome.scan;
  if (stdin || !project || !areInBase(request, settings.root, changes)) return null;
  const changed = await changedFiles(head, changes);
  if (changed === null) return null;
  const { readAt } = changed;
  const kept = keptFiles(outcome, readAt);
  const run = await lint({
    ...requestOfBase(request),
    ...{ settings, cwd, paths, stdin },
    ...(kept ? { keeps: kept.keeps } : {}),
    earlier: { found, files: project.files, contentOf: project.contentOf, readAt },
  });
  // What the base names can be missing in it, or in the head.
  const isSame = run.scan.project === null || changed.isSameFor(run.scan.project);
  return isSame ? { settings, outcome: kept?.completed(run) ?? run } : null;
}

/** Whether the base has all that is asked for; else all of it is checked, since a file may have another name there. */
function areInBase({ paths, cwd }: LintRequest, root: string, { files }: Changes): boolean {
  const asked = paths.map((path) => relative(root, resolve(cwd, path)).replaceAll("\\", "/"));
  return asked.every(
    (path) =>
      path === "" || files.some((file) => file.path === path || file.path.startsWith(`${path}/`)),
  );
}
