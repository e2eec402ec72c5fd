import type { FileKind } from "../domain/build/file-kind.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import { lfsSize } from "./lfs-pointer.ts";

/** The size limit of most files in bytes; real Dockerfiles are far smaller. */
export const sourceCap: number = 1024 * 1024;
/** Notebooks hold the images of their outputs. */
const notebookCap = 32 * sourceCap;

/** The size limit of files of a kind, in bytes. */
export function capOf(kind: FileKind): number {
  return kind === "notebook" ? notebookCap : sourceCap;
}

/** A file that is not UTF-8, decoded as far as possible to search it for image names. */
function unread(path: string, why: "utf-16" | "binary", text: string): SourceFile {
  // UTF-32 decoded as UTF-16 has a NUL after each letter, which would prevent every match.
  return { kind: "unread", path, why, text: text.replaceAll("\0", "") };
}

/** Decodes the bytes of a file. A byte order mark stays in the text. @param cap what is larger is not read */
export function sourceOf(path: string, bytes: Buffer, cap: number = sourceCap): SourceFile {
  if (bytes.length > cap) return { kind: "unread", path, why: "size", text: null };
  const size = lfsSize(bytes);
  if (size !== null) return { kind: "lfs-pointer", path, size, text: null };
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return unread(path, "utf-16", bytes.toString("utf16le"));
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return unread(path, "utf-16", swapped(bytes).toString("utf16le"));
  if (!bytes.includes(0)) return { kind: "text", path, text: bytes.toString("utf8") };
  // BuildKit accepts NULs, so a text that only looks like UTF-16 is still searched byte by byte.
  return unread(path, looksLikeUtf16(bytes) ? "utf-16" : "binary", bytes.toString("latin1"));
}

/** For UTF-16 without a byte order mark: nearly all NULs are at odd or at even offsets, one for each ASCII letter. */
function looksLikeUtf16(bytes: Buffer): boolean {
  let even = 0;
  let odd = 0;
  for (let at = bytes.indexOf(0); at !== -1; at = bytes.indexOf(0, at + 1))
    if (at % 2 === 0) even += 1;
    else odd += 1;
  const many = bytes.length / 8;
  return (odd > many && even < odd / 8) || (even > many && odd < even / 8);
}

function swapped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.subarray(0, bytes.length - (bytes.length % 2))).swap16();
}

/** Whether a source contains `azureml`, ignoring case. */
export function mentionsAzureml(source: Uint8Array | string): boolean {
  return /azureml/i.test(typeof source === "string" ? source : latin1(source));
}

/** One character for each byte: cheap, and ASCII text is found in it. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
