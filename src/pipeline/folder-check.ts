import type {
  CheckContext,
  Checked,
  ExceptionNeeds,
  ExceptionTracker,
  FileIdentity,
} from "../check/index.ts";
import { baselinePathOf, checkFile, createMemo, exceptionTracker } from "../check/index.ts";
import { sourcePath } from "../discover/index.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { BaselineCheck } from "./baseline-check.ts";
import { baselineCheck } from "./baseline-check.ts";
import type { BaselineFile } from "./baseline-file.ts";
import type { OpenFile } from "./load-sources.ts";
import { formerIds, ruleset } from "./ruleset.ts";
import type { FolderSettings, RunSettings } from "./run-settings.ts";

/** How the files of a folder are checked, with what is recorded about its exceptions and its baseline on the way. */
export interface FolderCheck {
  readonly settings: Settings;
  readonly context: CheckContext;
  readonly exceptions: ExceptionTracker;
  /** Whether an exception of the repository may be in use. */
  readonly hasExceptions: boolean;
  /** Null where none is read. */
  readonly baseline: BaselineCheck | null;
  /** @param absolute of the file that is read: of a link its target */
  readonly identityOf: (absolute: string) => FileIdentity;
}

/** What a file is checked with. */
export type DayCheck = Pick<FolderCheck, "context" | "baseline" | "hasExceptions" | "identityOf">;

/** The checks of a run, one for each folder with settings of its own. */
export interface FolderChecks {
  readonly of: (folder: FolderSettings) => FolderCheck;
  /** All of them so far. */
  readonly baselines: () => readonly BaselineCheck[];
}

export function folderChecks(
  { root }: RunSettings,
  shared: Pick<CheckContext, "asOf" | "hash" | "wantsFixes" | "limit">,
): FolderChecks {
  const known = new Map<FolderSettings, FolderCheck>();
  const needs: ExceptionNeeds = { needed: new Set(), used: new Set() };
  const baselines = new Map<BaselineFile, BaselineCheck>();
  const checkOf = (file: BaselineFile): BaselineCheck => {
    let check = baselines.get(file);
    if (!check) baselines.set(file, (check = baselineCheck(file)));
    return check;
  };
  const create = ({ settings, baseline: file }: FolderSettings): FolderCheck => {
    const ruleIds = [...staticIds, ...settings.requirements];
    const baseline = file && checkOf(file);
    const known = { settings, ruleIds, formerIds, baseline: baseline?.entries ?? null };
    const context = { ...shared, ...known, memo: createMemo() };
    return {
      ...{ settings, context, baseline },
      exceptions: exceptionTracker(context, settings.rules, needs),
      hasExceptions: hasOwnExceptions(settings),
      identityOf: (absolute) => {
        const repositoryPath = relativePath(absolute, root);
        if (file === null || file.root === root) return { repositoryPath };
        return { repositoryPath, baselinePath: relativePath(absolute, file.root) };
      },
    };
  };
  return {
    of: (folder) => {
      let check = known.get(folder);
      if (!check) known.set(folder, (check = create(folder)));
      return check;
    },
    baselines: () => [...baselines.values()],
  };
}

/** How the files of a folder are checked on another day. Nothing is recorded about its exceptions. */
export function checkOnDay(
  { settings: own, context, baseline, identityOf }: FolderCheck,
  asOf: CalendarDate,
  limit: CheckContext["limit"] = null,
): DayCheck {
  const settings = own.onDay(asOf);
  return {
    // What rules remember depends on the day.
    context: { ...context, settings, asOf, limit, memo: createMemo() },
    hasExceptions: hasOwnExceptions(settings),
    ...{ baseline, identityOf },
  };
}

function hasOwnExceptions({ exceptions }: Settings): boolean {
  return exceptions.some(({ isPolicy }) => !isPolicy);
}

const staticIds = ruleset.map(({ id }) => id);

/**
 * Checks a file; null for one that cannot name an azureml image.
 * @param hasSession whether registries or a facts file answer lookups
 */
export async function checkOpen(
  { file, builds, offlineBuilds }: OpenFile,
  { context, baseline, hasExceptions, identityOf }: DayCheck,
  hasSession: boolean,
): Promise<Checked | null> {
  const [first, ...others] = builds;
  if (!first) return null;
  const identity = identityOf(sourcePath(file));
  // Only a run without a registry may have the finding that a suppression or a baseline entry is for. Few files have either.
  const needsOffline =
    hasSession &&
    (first.build.comments.length > 0 ||
      hasExceptions ||
      (baseline?.entries?.of(baselinePathOf(identity)) ?? []).length > 0);
  return checkFile(
    {
      ...{ path: file.path, absolute: file.absolute, ...identity, builds: [first, ...others] },
      offlineBuilds: needsOffline ? await offlineBuilds() : [],
    },
    context,
  );
}
