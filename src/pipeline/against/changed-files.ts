import { existsSync, lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DiscoveredFile } from "../../discover/index.ts";
import { lfsSize, readSourceBytes, takenIn } from "../../discover/index.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import { defaultBaselineName } from "../baseline-file.ts";
import { everyKind } from "../project/project-files.ts";
import type { Project } from "../project/project.ts";
import { maySay } from "../project/read-files.ts";
import { holds } from "../run-root.ts";
import type { RunSettings } from "../run-settings.ts";
import type { TreeRun } from "./lint-tree.ts";
import type { Changes } from "./open-tree.ts";
import { settingsFileTest } from "./settings-files.ts";
import { walkTree } from "./walk-tree.ts";

export interface ChangedFiles {
  /** The files of the head that have other contents in the base, and where these are; absolute. */
  readonly readAt: ReadonlyMap<string, string>;
  /** Whether the files that others name are in both trees, or in neither. */
  readonly isSameFor: (project: Project) => boolean;
}

/**
 * What differs between a head and a base, by contents alone. Null where a search could find other files in the base, settings
 * differ, or a link leads to what differs.
 */
export async function changedFiles(
  head: TreeRun,
  { files, folder }: Changes,
): Promise<ChangedFiles | null> {
  const { root } = head.settings;
  const { scan } = head.outcome;
  if (!scan.project) return null;
  const decides = decidesTest(head.settings);
  const inHead = new Map(
    [...scan.project.files, ...scan.found].map((file) => [file.absolute, file]),
  );
  const ofBase = new Set(files.map(({ path }) => join(root, path)));
  const silent = silenceTest(head);
  const equal = new Set<string>();
  const differing = new Set<string>();
  const readAt = new Map<string, string>();
  for (const { path, kind, isEqual } of files) {
    if (isEqual) {
      equal.add(path);
      continue;
    }
    if (kind === "link" || decides(path)) return null;
    const absolute = join(root, path);
    const at = join(folder, path);
    differing.add(absolute);
    const file = inHead.get(absolute);
    const isFound = file !== undefined && (await isFoundByName(file, head.settings));
    if (!isFound && !(await silent(absolute, at))) return null;
    if (isFile(absolute)) readAt.set(absolute, at);
    else if (file) return null;
  }
  for (const { absolute, link, named } of inHead.values()) {
    const end = link?.target ?? (named ? realPath(absolute) : absolute);
    if (!holds(root, absolute) || (end !== absolute && differing.has(end))) return null;
    if (!ofBase.has(absolute) && (link || !(await silent(absolute, absolute)))) return null;
  }
  for (const { path, kind } of walkTree(root))
    if (kind !== "repository" && decides(path) && !equal.has(path)) return null;
  const isSame = (path: string): boolean => {
    if (ofBase.has(path) !== existsSync(path)) return false;
    const real = realPath(path);
    return real === path || !differing.has(real);
  };
  const isSameFor = ({ condaAsked, builds }: Project): boolean =>
    [...condaAsked, ...builds.asked].every(isSame);
  return isSameFor(scan.project) ? { readAt, isSameFor } : null;
}

/** Whether a path, relative to the root, is that of a configuration, a baseline or an ignore file. */
function decidesTest(settings: RunSettings): (path: string) => boolean {
  const isSettings = settingsFileTest([settings]);
  const baselines = new Set(settings.known().map(({ baseline }) => baseline?.absolute));
  return (path) =>
    isSettings(path) ||
    basename(path) === defaultBaselineName ||
    baselines.has(join(settings.root, path));
}

/** Whether a search takes a file, as what it takes it, whatever its text. */
async function isFoundByName(
  { absolute, kind }: DiscoveredFile,
  settings: RunSettings,
): Promise<boolean> {
  const taken = takenBy(absolute, (await settings.of(dirname(absolute))).settings);
  return taken?.by === "name" && taken.kind === kind;
}

/** What a search of all kinds takes a file as by its name; null for nothing. */
function takenBy(absolute: string, { files }: Settings): ReturnType<typeof takenIn> {
  return takenIn(everyKind(files), absolute, basename(absolute));
}

/** Whether a file says nothing in one of the trees. @param at absolute: where it is read */
type IsSilent = (absolute: string, at: string) => Promise<boolean>;

function silenceTest({ settings, outcome }: TreeRun): IsSilent {
  const { project, found } = outcome.scan;
  const named = new Set(found.filter((file) => file.named).map(({ absolute }) => absolute));
  return async (absolute, at) => {
    if (named.has(absolute)) return false;
    const own = (await settings.of(dirname(absolute))).settings;
    const taken = takenBy(absolute, own);
    if (taken === null) return true;
    const { kind } = taken;
    if (kind === "dockerfile") return false;
    const content = project?.contentOf(absolute);
    if (content && content.kind !== "irrelevant") return false;
    const file = { path: absolute, absolute: at, kind: kind ?? "text", named: false } as const;
    const bytes = readSourceBytes(file, Buffer.alloc(0));
    if (!bytes || lfsSize(bytes) !== null || maySay(bytes, kind, own.images)) return false;
    const { isDockerfileText } = await import("../../parse/index.ts");
    return !isDockerfileText(bytes.toString("utf8"), true);
  };
}

function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true;
}

/** With links followed; the path itself where there is nothing. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
