import type { DiscoveredFile, FindRepositoryRoot, OtherFile } from "../../discover/index.ts";
import {
  capOf,
  isOther,
  lfsSize,
  mayDescribeBuild,
  mayHaveComment,
  mayNameImage,
  readSourceBytes,
  sourceOf,
} from "../../discover/index.ts";
import type { SourceReading } from "../../sources/index.ts";
import type { ScanRequest } from "../scan-request.ts";
import { readContent } from "./read-content.ts";
import type { SourceContent } from "./read-content.ts";
import { projectFiles } from "./project-files.ts";

/** A file of another kind than a Dockerfile, and what it was read as. */
export interface ReadFile {
  readonly file: OtherFile;
  readonly content: SourceContent;
}

/** A file with a reading. */
export interface ReadSource {
  readonly file: OtherFile;
  readonly reading: SourceReading;
  readonly text: string;
}

/** Most files are smaller, in bytes: they are read into the same memory one after the other. */
const spaceSize = 64 * 1024;

/** Reads all files of other kinds than Dockerfiles. Those that cannot be read are left out: where the run reports them, it says so. */
export async function readFiles(
  request: ScanRequest,
  files: readonly DiscoveredFile[],
  findRoot: FindRepositoryRoot,
): Promise<{
  readonly read: ReadonlyMap<string, ReadFile>;
  readonly dockerfiles: readonly DiscoveredFile[];
}> {
  const read = new Map<string, ReadFile>();
  const dockerfiles: DiscoveredFile[] = [];
  const space = Buffer.allocUnsafe(spaceSize);
  for (const file of await projectFiles(request, files, findRoot)) {
    if (!isOther(file)) {
      dockerfiles.push(file);
      continue;
    }
    const content = await contentOf(file, request, space);
    if (content) read.set(file.absolute, { file, content });
  }
  return { read, dockerfiles };
}

async function contentOf(
  file: OtherFile,
  { settings, stdin }: ScanRequest,
  space: Buffer,
): Promise<SourceContent | null> {
  const { kind, path, named } = file;
  const bytes = stdin && named ? stdin.bytes : readSourceBytes(file, space);
  if (!bytes || lfsSize(bytes) !== null) return null;
  const { images } = (await settings.of(file.folder)).settings;
  const mayMatter =
    mayNameImage(bytes, images) || mayDescribeBuild(bytes, kind) || mayHaveComment(bytes);
  if (!mayMatter) return { kind: "irrelevant" };
  const source = sourceOf(path, bytes, capOf(kind));
  return source.kind === "text" ? readContent(path, kind, source.text, images) : null;
}

/** Those that have a reading, in order of path. */
export function readSources(read: ReadonlyMap<string, ReadFile>): readonly ReadSource[] {
  return [...read.values()].flatMap(({ file, content }) =>
    content.kind === "reading" ? [{ file, ...content }] : [],
  );
}
