import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { ConfigError, isConfigError } from "../../config/index.ts";
import type { LintOutcome, LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import { holds } from "../run-root.ts";
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
  const outcome = await lint({
    ...requestOfBase(request),
    settings,
    cwd: place.cwd,
    paths: keepsInput && request.stdin ? [] : place.paths,
    stdin: keepsInput ? request.stdin : null,
  });
  return { settings, outcome: place.isWhole ? withoutOthers(outcome, request) : outcome };
}

/** What a run that is only compared with has of a request, wherever its files are. */
export function requestOfBase({
  tool,
  asOf,
  forceExclude,
  catalogue,
  session = null,
}: LintRequest): Omit<LintRequest, "settings" | "cwd" | "paths" | "stdin"> {
  return {
    ...{ tool, asOf, forceExclude, session },
    ...(catalogue === undefined ? {} : { catalogue }),
    ...{ wantsFingerprints: false, wantsFixes: false, wantsOrigins: "never" },
    ...compared,
  };
}

/**
 * A run of a whole tree without the files that are not asked for and that the head still has: they are what they were there, so
 * that no other file of the head can have been one of them.
 */
function withoutOthers(outcome: LintOutcome, { cwd, paths, stdin }: LintRequest): LintOutcome {
  const asked = (stdin ? [stdin.path] : paths).map((path) => resolve(cwd, path));
  const isKept = (path: string): boolean => {
    const absolute = resolve(cwd, path);
    return !existsSync(absolute) || asked.some((one) => holds(one, absolute));
  };
  return { ...outcome, texts: new Map([...outcome.texts].filter(([path]) => isKept(path))) };
}

/** Says of an invalid configuration that it is not that of the checked tree. */
export async function inBase<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isConfigError(error)) throw error;
    throw new ConfigError(
      error.problems.map((problem) => ({ ...problem, message: `in the base: ${problem.message}` })),
    );
  }
}

function placeIn(
  { cwd, paths, stdin, settings }: LintRequest,
  root: string,
): TreePlace & { readonly isWhole: boolean } {
  const at = (path: string): string => join(root, relative(settings.root, path));
  const asked = (stdin ? [stdin.path] : paths).map((path) => at(resolve(cwd, path)));
  const isWhole = !asked.every((path) => existsSync(path));
  return { root, cwd: at(cwd), paths: isWhole ? [root] : asked, isWhole };
}
