import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { LintOutcome, LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import type { RunSettings } from "../run-settings.ts";

/** Where a tree is scanned; all absolute. */
export interface TreePlace {
  readonly root: string;
  readonly cwd: string;
  readonly paths: readonly string[];
}

/** The settings of a run in a tree, by the options of this run. */
export type SettingsAt = (place: TreePlace) => Promise<RunSettings>;

/** A run in a tree. */
export interface TreeRun {
  readonly settings: RunSettings;
  readonly outcome: LintOutcome;
}

/** What is collected of every run that is compared. */
export const compared: Pick<LintRequest, "wantsTexts" | "wantsExemptions"> = {
  wantsTexts: true,
  wantsExemptions: true,
};

/**
 * Checks a tree at another place as a request checks its own. Where it lacks a path that is asked for, all of it is checked: the
 * file may have another name there.
 * @param keepsInput whether what is read from standard input counts there as well
 */
export async function lintTree(
  request: LintRequest,
  root: string,
  settingsAt: SettingsAt,
  keepsInput: boolean,
): Promise<TreeRun> {
  const place = placeIn(request, root);
  const settings = await settingsAt(place);
  const { tool, asOf, forceExclude, catalogue, session = null } = request;
  const outcome = await lint({
    ...{ tool, asOf, settings, session },
    ...(catalogue === undefined ? {} : { catalogue }),
    cwd: place.cwd,
    paths: keepsInput && request.stdin ? [] : place.paths,
    stdin: keepsInput ? request.stdin : null,
    forceExclude,
    ...{ wantsFingerprints: false, wantsFixes: false, wantsOrigins: "never" },
    ...compared,
  });
  return { settings, outcome };
}

function placeIn({ cwd, paths, stdin, settings }: LintRequest, root: string): TreePlace {
  const at = (path: string): string => join(root, relative(settings.root, path));
  const asked = (stdin ? [stdin.path] : paths).map((path) => at(resolve(cwd, path)));
  return { root, cwd: at(cwd), paths: asked.every((path) => existsSync(path)) ? asked : [root] };
}
