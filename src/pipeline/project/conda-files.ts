import { dirname, isAbsolute, resolve } from "node:path";
import type { CondaPython, PythonPin } from "../../domain/build/image-run.ts";
import { pythonSpec } from "../../domain/image/conda-spec.ts";
import { errorCode } from "../../fs/error-code.ts";
import { readBytes } from "../../fs/read-bytes.ts";
import { relativePath } from "../../fs/relative-path.ts";
import type { CondaPath, FoundConda, FoundReference } from "../../sources/index.ts";
import { LineIndex } from "../../text/line-index.ts";
import type { FindRepositoryRoot } from "../../discover/index.ts";
import { holds } from "../run-root.ts";
import type { ScanRequest } from "../scan-request.ts";
import { endIn } from "./of-repository.ts";
import type { ReadSource } from "./read-files.ts";

/** A conda file is read up to this size, in bytes. */
const maxBytes = 1024 * 1024;

/** Where the conda file of an image is, and the Python in it. */
export interface FollowedConda {
  /** Absolute, links followed; null where it was not followed. */
  readonly absolute: string | null;
  readonly python: CondaPython;
  /** What a notification says; null for nothing. */
  readonly notice: string | null;
}

/** An image that is used with a conda file. */
export interface CondaUser {
  readonly source: ReadSource;
  readonly reference: FoundReference;
}

/** The conda files that images are used with. */
export interface CondaFiles {
  readonly of: (path: CondaPath) => FollowedConda;
  /** Takes what is known of the conda file of one reference for that of another. */
  readonly repeat: (known: FoundReference, other: FoundReference) => void;
  /** By the absolute path of the conda file. */
  readonly users: ReadonlyMap<string, readonly CondaUser[]>;
  /** The conda file that a Dockerfile copies from a build context. @param context absolute */
  readonly inContext: (context: string, path: string) => Promise<FollowedConda>;
  /** Every path at which a conda file was looked for so far, whether there is one or not; absolute. */
  readonly asked: ReadonlySet<string>;
}

/** Follows the conda files of all references. */
export async function condaFiles(
  sources: readonly ReadSource[],
  request: ScanRequest,
  findRoot: FindRepositoryRoot,
): Promise<CondaFiles> {
  const followed = new Map<CondaPath, FollowedConda>();
  const users = new Map<string, CondaUser[]>();
  const asked = new Set<string>();
  const reader = condaReader(request, asked);
  for (const source of sources)
    for (const reference of source.reading.references) {
      const conda = reference.run?.conda;
      if (conda?.kind !== "file") continue;
      const folder = dirname(source.file.absolute);
      const found = await follow(conda, folder, findRoot(folder) ?? folder, reader);
      followed.set(conda, found);
      if (found.absolute === null) continue;
      const known = users.get(found.absolute);
      if (known) known.push({ source, reference });
      else users.set(found.absolute, [{ source, reference }]);
    }
  return {
    ...{ users, asked },
    inContext: (context, path) => {
      const root = findRoot(context) ?? context;
      const absolute = resolve(context, path);
      if (holds(root, absolute)) return reader(absolute, path, root);
      return Promise.resolve(notFollowed(`${path} is outside of the repository`, path));
    },
    of: (path) => followed.get(path) ?? notFollowed("the conda file was not read", null),
    repeat: ({ run: known }, { run: other }) => {
      if (known?.conda?.kind !== "file" || other?.conda?.kind !== "file") return;
      const found = followed.get(known.conda);
      if (found && known.conda.path.text === other.conda.path.text)
        followed.set(other.conda, found);
    },
  };
}

/** @param root of the repository: nothing outside of it is read */
async function follow(
  { path }: CondaPath,
  folder: string,
  root: string,
  read: CondaReader,
): Promise<FollowedConda> {
  if (path.unknown.length > 0) return notFollowed("the path of the conda file is not known", null);
  const written = path.text;
  if (/^[a-z][a-z\d+.-]+:/i.test(written) && !/^file:/i.test(written))
    return notFollowed(`the conda file ${written} is not in the repository`, written);
  const absolute = resolve(folder, written.replace(/^file:/i, ""));
  if (isAbsolute(written) || !holds(root, absolute))
    return notFollowed(`the conda file ${written} is outside of the repository`, written);
  return read(absolute, written, root);
}

function notFollowed(why: string, written: string | null): FollowedConda {
  const notice = written === null ? null : `Not read: ${why}. The Python that runs is unknown.`;
  return { absolute: null, python: { kind: "unknown", why }, notice };
}

type CondaReader = (absolute: string, written: string, root: string) => Promise<FollowedConda>;

/** Reads each conda file once. */
function condaReader({ cwd, earlier }: ScanRequest, asked: Set<string>): CondaReader {
  const known = new Map<string, Promise<FollowedConda>>();
  const read: CondaReader = async (absolute, written, root) => {
    try {
      const end = endIn(root, absolute);
      if (end === null)
        return notFollowed(`the conda file ${written} leads out of the repository`, written);
      const at = earlier?.readAt.get(absolute) ?? absolute;
      const file = readBytes(at, maxBytes, { follow: true });
      if (file.kind === "not-a-file")
        return notFollowed(`the conda file ${written} is not a file`, written);
      if (file.kind === "too-large")
        return notFollowed(`the conda file ${written} is larger than 1 MiB`, written);
      const text = file.bytes.toString("utf8");
      const path = relativePath(absolute, cwd);
      const conda = await condaIn(text, path);
      if (!conda) return notFollowed(`${written} is not a conda file`, written);
      const python = pythonOf(conda, path, new LineIndex(text), `${written} names no Python`);
      return { absolute: end, python, notice: null };
    } catch (error) {
      const isMissing = ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
      const why = isMissing ? "was not found" : `cannot be read (${errorCode(error) ?? ""})`;
      return notFollowed(`the conda file ${written} ${why}`, written);
    }
  };
  return (absolute, written, root) => {
    asked.add(absolute);
    let found = known.get(absolute);
    if (!found) known.set(absolute, (found = read(absolute, written, root)));
    return found;
  };
}

async function condaIn(text: string, path: string): Promise<FoundConda | null> {
  const { readSource } = await import("../../sources/index.ts");
  const never = (): boolean => false;
  const policy = { isInference: never, usesCatalogue: false, roots: [], infix: "", mirrors: [] };
  const context = { path, policy, mayName: never, isDockerfile: never };
  return (await readSource("yaml", text, context)).conda;
}

/** The Python of a conda file. @param path of the file that it is in @param lines of that file */
export function pythonOf(
  { python }: FoundConda,
  path: string,
  lines: LineIndex,
  none: string,
): CondaPython {
  if (!python) return { kind: "unknown", why: none };
  const pin: PythonPin = {
    path,
    region: lines.range(python.span),
    written: lines.text.slice(python.span.start, python.span.end),
    spec: pythonSpec(python.text) ?? "",
  };
  return { kind: "pinned", pin };
}
