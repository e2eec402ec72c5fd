import { dirname, resolve } from "node:path";
import type { DiscoveredFile } from "../../discover/index.ts";
import { sourcePath } from "../../discover/index.ts";
import type { FileKind } from "../../domain/build/file-kind.ts";
import type { EnvironmentUser } from "../../domain/build/image-run.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { compareText } from "../../text/compare-text.ts";
import { holds } from "../run-root.ts";
import type { ScanRequest } from "../scan-request.ts";
import type { CondaUser } from "./conda-files.ts";

/**
 * Adds files that discovery does not take by their names: in the folders that are searched the Dockerfiles that builds name, and the
 * conda files of files that the user named, since these decide what such a file runs.
 * @param dockerfiles absolute
 * @param condaUsers by the absolute path of the conda file, as condaDockerfiles
 */
export async function withDescribed(
  files: readonly DiscoveredFile[],
  dockerfiles: readonly string[],
  condaUsers: ReadonlyMap<string, readonly CondaUser[]>,
  condaDockerfiles: ReadonlyMap<string, readonly EnvironmentUser[]>,
  request: ScanRequest,
): Promise<readonly DiscoveredFile[]> {
  if (request.stdin) return files;
  const own = new Map(files.map((file) => [file.absolute, file]));
  const read = new Set(files.map(sourcePath));
  const isSearched = (path: string): boolean =>
    request.paths.some((folder) => holds(resolve(request.cwd, folder), path));
  const add = async (absolute: string, kind: FileKind): Promise<void> => {
    if (read.has(absolute)) return;
    read.add(absolute);
    const folder = dirname(absolute);
    const { isExcluded, isKindChecked } = (await request.settings.of(folder)).settings.files;
    if (!isKindChecked(kind) || isExcluded(absolute)) return;
    const path = relativePath(absolute, request.cwd);
    own.set(absolute, { path, absolute, kind, named: false, folder });
  };
  for (const path of dockerfiles) if (isSearched(path)) await add(path, "dockerfile");
  for (const [path, users] of condaUsers)
    if (users.some(({ source }) => own.get(source.file.absolute)?.named === true))
      await add(path, "yaml");
  const named = new Set(files.filter((file) => file.named).map(({ path }) => path));
  for (const [path, users] of condaDockerfiles)
    if (users.some((user) => named.has(user.path))) await add(path, "yaml");
  return own.size === files.length
    ? files
    : [...own.values()].sort((a, b) => compareText(a.path, b.path));
}
