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
import type { FileKind } from "../../domain/build/file-kind.ts";
import type { ImagePolicy } from "../../domain/image/image-policy.ts";
import type { SourceReading } from "../../sources/index.ts";
import type { ScanRequest } from "../scan-request.ts";
import { placedIn } from "../source-in.ts";
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
  readonly all: readonly DiscoveredFile[];
}> {
  const read = new Map<string, ReadFile>();
  const dockerfiles: DiscoveredFile[] = [];
  const space = Buffer.allocUnsafe(spaceSize);
  const { earlier } = request;
  const all = earlier?.files ?? (await projectFiles(request, files, findRoot));
  for (const file of all) {
    if (!isOther(file)) {
      dockerfiles.push(file);
      continue;
    }
    const isKnown = earlier && !earlier.readAt.has(file.absolute);
    const known = isKnown ? earlier.contentOf(file.absolute) : null;
    const content = known ?? (await contentOf(file, request, space));
    if (content) read.set(file.absolute, { file, content });
  }
  return { read, dockerfiles, all };
}

async function contentOf(
  file: OtherFile,
  request: ScanRequest,
  space: Buffer,
): Promise<SourceContent | null> {
  const { kind, path, named } = file;
  const { settings, stdin } = request;
  const bytes = stdin && named ? stdin.bytes : readSourceBytes(placedIn(request, file), space);
  if (!bytes || lfsSize(bytes) !== null) return null;
  const { images } = (await settings.of(file.folder)).settings;
  if (!maySay(bytes, kind, images)) return { kind: "irrelevant" };
  const source = sourceOf(path, bytes, capOf(kind));
  return source.kind === "text" ? readContent(path, kind, source.text, images) : null;
}

/** Whether the bytes of a file of another kind than a Dockerfile can say anything of images or builds. @param kind null for none */
export function maySay(bytes: Buffer, kind: FileKind | null, images: ImagePolicy): boolean {
  return (
    mayNameImage(bytes, images) ||
    (kind !== null && mayDescribeBuild(bytes, kind)) ||
    mayHaveComment(bytes)
  );
}

/** Those that have a reading, in order of path. */
export function readSources(read: ReadonlyMap<string, ReadFile>): readonly ReadSource[] {
  return [...read.values()].flatMap(({ file, content }) =>
    content.kind === "reading" ? [{ file, ...content }] : [],
  );
}
