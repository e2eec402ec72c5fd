import { dirname } from "node:path";
import type { DiscoveredFile } from "../discover/index.ts";
import { repositoryRootFinder } from "../discover/index.ts";
import type { ScanRequest } from "./scan-request.ts";

/** Whether another file may say something of the files of a run. */
export function needsProject(
  { readsNothing = false }: ScanRequest,
  files: readonly DiscoveredFile[],
): boolean {
  if (files.some(({ kind }) => kind !== "dockerfile")) return true;
  if (readsNothing) return false;
  const findRoot = repositoryRootFinder();
  return files.some(({ absolute }) => findRoot(dirname(absolute)) !== null);
}
