import { realpathSync, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import type { FindRepositoryRoot } from "../discover/index.ts";
import { clauseOf, repositoryRootFinder } from "../discover/index.ts";
import type { Notification } from "../domain/rule/run.ts";
import { placesOnWay } from "../fs/places-on-way.ts";
import { readIfExists } from "../fs/read-if-exists.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { TrackedPath } from "../git/index-entries.ts";
import { trackedPaths } from "../git/tracked-paths.ts";
import type { Gate, GateInput } from "./gate.ts";
import type { RunLog } from "./run-log.ts";
import { holds } from "./run-root.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Adds a notification for each gate input that lies in a checked repository, where what is checked could change it. */
export function reportGateInputs(
  { inputs, strict }: Gate,
  request: Pick<ScanRequest, "paths" | "cwd" | "stdin" | "settings">,
  log: RunLog,
): void {
  const roots = checkedRoots(request);
  const isGate = inputs.some(({ kind }) => kind === "policy" || kind === "base");
  const hasPolicy = inputs.some(({ kind }) => kind === "policy");
  for (const { kind, option, path } of inputs) {
    const absolute = resolve(request.cwd, path);
    const why = whyInRepository(absolute, roots);
    if (why === null) continue;
    const isFatal = strict || (hasPolicy && (kind === "facts" || kind === "baseline"));
    const level: Notification["level"] = isFatal ? "error" : isGate ? "warning" : "note";
    log.add({
      ...{ level, id: "gate-input-in-repository", path: relativePath(absolute, request.cwd) },
      message: `${option} names a ${names[kind]} ${why}, so that a change to what is checked can change the check: keep it elsewhere.`,
      region: null,
    });
    if (isFatal) log.isIncomplete = true;
  }
}

const names: Readonly<Record<GateInput["kind"], string>> = {
  policy: "policy",
  facts: "facts file",
  baseline: "baseline",
  configuration: "configuration",
  base: "directory",
};

/** A repository, or a folder that is checked without one. */
interface CheckedRoot {
  /** Absolute, with links followed. */
  readonly real: string;
  readonly isRepository: boolean;
}

/** The repositories that hold the paths of a run, and that of its root; without git, the root itself. */
function checkedRoots({
  paths,
  cwd,
  stdin,
  settings,
}: Pick<ScanRequest, "paths" | "cwd" | "stdin" | "settings">): readonly CheckedRoot[] {
  const findRoot = repositoryRootFinder();
  const roots = new Map<string, CheckedRoot>();
  const add = (root: string, isRepository: boolean): void => {
    const real = realDirectory(root);
    roots.set(real, { real, isRepository });
  };
  const top = findRoot(settings.root);
  if (top !== null) add(top, true);
  for (const path of stdin ? [stdin.path] : paths) {
    const root = rootOf(resolve(cwd, path), findRoot);
    if (root !== null) add(root, true);
    else add(settings.root, false);
  }
  return [...roots.values()];
}

function rootOf(path: string, findRoot: FindRepositoryRoot): string | null {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return findRoot(isFolder ? path : dirname(path));
}

function realDirectory(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** A clause about where a file lies in a checked repository, itself or a link on the way to it; null where it lies in none. */
export function whyInRepository(absolute: string, roots: readonly CheckedRoot[]): string | null {
  for (const { path, isLink } of placesOnWay(absolute))
    for (const { real, isRepository } of roots) {
      if (!holds(real, path)) continue;
      const link = isLink ? "by a link " : "";
      if (!isRepository) return `${link}in the checked folder`;
      const tracked = trackedIn(real, path);
      if (tracked !== null) return `${link}${tracked}`;
    }
  return null;
}

/** Whether git tracks a path, what is below it, or a submodule that holds it: a clause, or null where it does not. */
function trackedIn(root: string, path: string): string | null {
  const inside = Buffer.from(relative(root, path).replaceAll(sep, "/")).toString("latin1");
  if (inside === "") return "that is the checked repository";
  const holdsIt = ({ bytes, kind }: TrackedPath): boolean =>
    bytes === inside ||
    bytes.startsWith(`${inside}/`) ||
    (kind === "submodule" && inside.startsWith(`${bytes}/`)) ||
    (kind === "directory" && `${inside}/`.startsWith(bytes));
  const { paths, problem } = trackedPaths(root, readIfExists, holdsIt);
  if (paths.length > 0) return "that git tracks in the checked repository";
  // It is not known, so that it counts as tracked.
  return problem === null
    ? null
    : `that git may track in the checked repository (its index was not read: ${clauseOf(problem)})`;
}
