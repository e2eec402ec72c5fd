import type { FileKind } from "../domain/build/file-kind.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import type { NamedImages } from "../domain/image/image-literals.ts";
import { readChunks } from "../fs/read-bytes.ts";
import { mayNameImage } from "./byte-test.ts";
import type { DiscoveredFile } from "./discovered-file.ts";
import type { Problem } from "./problem.ts";
import { unreadFile } from "./problem.ts";
import { sourcePath } from "./read-source.ts";
import { capOf } from "./source-text.ts";

/** How much of a file that is too large to be read is searched, in bytes. */
const searched = 64 * 1024 * 1024;
/** Longer than any literal of an image name that is written with escapes. */
const overlap = 1024;

/**
 * What is said of a file of another kind than Dockerfiles that was not read as text; null for one that names no image. Data is
 * often larger than any file that names one, and a notification for each would hide the others.
 */
export function unreadProblem(
  file: Pick<DiscoveredFile, "path" | "absolute" | "link" | "named" | "kind">,
  { why, text }: Extract<SourceFile, { readonly kind: "unread" }>,
  images: NamedImages,
): Problem | null {
  const mayMatter =
    why === "size"
      ? largeFileMayName(sourcePath(file), images)
      : text === null || mayNameImage(Buffer.from(text), images);
  return mayMatter ? unreadFile(file.path, reasons[why](file.kind), file.named) : null;
}

const reasons = {
  size: (kind: FileKind): string => `it is larger than ${capOf(kind) / 1024 ** 2} MiB`,
  "utf-16": (): string => "it is UTF-16 text; save it as UTF-8",
  binary: (): string => "it contains NUL bytes and is not text",
};

/** Whether a large file may name an image: yes for one of which a part was not searched. */
function largeFileMayName(path: string, images: NamedImages): boolean {
  let [total, end] = [0, Buffer.alloc(0)];
  try {
    for (const chunk of readChunks(path)) {
      total += chunk.length;
      const bytes = Buffer.concat([end, chunk]);
      if (total > searched || mayNameImage(bytes, images)) return true;
      end = bytes.subarray(-overlap);
    }
    return false;
  } catch {
    return true;
  }
}
