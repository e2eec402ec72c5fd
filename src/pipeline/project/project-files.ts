import { dirname } from "node:path";
import type { DiscoveredFile, FindRepositoryRoot } from "../../discover/index.ts";
import { discover } from "../../discover/index.ts";
import { fileKinds } from "../../domain/build/file-kind.ts";
import type { FileSelection } from "../../domain/settings/settings.ts";
import { coversAll } from "../run-root.ts";
import type { ScanRequest } from "../scan-request.ts";

/** Builds are read in every kind of file, whichever kinds are reported. */
export function everyKind(files: FileSelection): FileSelection {
  return { ...files, isKindChecked: () => true };
}

/** Whether the run has searched a folder for files of all kinds already. */
async function hasSearched(root: string, request: ScanRequest): Promise<boolean> {
  if (!coversAll(request, root)) return false;
  const { files } = (await request.settings.of(root)).settings;
  return fileKinds.every((kind) => files.isKindChecked(kind));
}

/**
 * The files that can describe builds, deployments and environments: all of the repositories of a run, whichever of their files it
 * reports. Outside of repositories, the files of the run.
 */
export async function projectFiles(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  findRoot: FindRepositoryRoot,
): Promise<readonly DiscoveredFile[]> {
  const own = new Map(files.map((file) => [file.absolute, file]));
  if (request.readsNothing === true) return files;
  const roots = new Set<string>();
  for (const folder of new Set(files.map(({ absolute }) => dirname(absolute)))) {
    const root = findRoot(folder);
    if (root !== null && !(await hasSearched(root, request))) roots.add(root);
  }
  if (roots.size > 0) {
    const { settings } = request;
    const found = await discover([...roots], {
      cwd: request.cwd,
      selectionOf: async (folder) => everyKind((await settings.of(folder)).settings.files),
      imagesOf: async (folder) => (await settings.of(folder)).settings.images,
      hasOwn: settings.hasOwn,
      isDockerfileText: () => Promise.resolve(false),
      onLeftOut: request.onLeftOut,
    });
    for (const file of found.files) if (!own.has(file.absolute)) own.set(file.absolute, file);
  }
  return [...own.values()];
}
