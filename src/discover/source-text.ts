import type { SourceFile } from "../domain/build/source-file.ts";

/** Bytes of a file that are read; no Dockerfile written by people comes near. */
export const sourceCap: number = 1024 * 1024;

/** What is read but not as UTF-8 text, so that the caller can tell whether it matters. */
function unread(path: string, why: "utf-16" | "binary", text: string): SourceFile {
  // UTF-32 read as UTF-16 has a NUL after each letter, and would hide every word.
  return { kind: "unread", path, why, text: text.replaceAll("\0", "") };
}

/** Bytes as a source file, from wherever they come. A byte order mark stays in the text. */
export function sourceOf(path: string, bytes: Buffer): SourceFile {
  if (bytes.length > sourceCap) return { kind: "unread", path, why: "size", text: null };
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return unread(path, "utf-16", bytes.toString("utf16le"));
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return unread(path, "utf-16", swapped(bytes).toString("utf16le"));
  if (!bytes.includes(0)) return { kind: "text", path, text: bytes.toString("utf8") };
  // BuildKit takes NULs in its stride, so what only looks like UTF-16 is searched byte by byte all the same.
  return unread(path, looksLikeUtf16(bytes) ? "utf-16" : "binary", bytes.toString("latin1"));
}

/** Without a mark: every ASCII letter brings a NUL, before it or after it, and hardly anything else does. */
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

/** Whether plain `azureml` stands in it, in any case of ASCII. */
export function mentionsAzureml(source: Uint8Array | string): boolean {
  return /azureml/i.test(typeof source === "string" ? source : latin1(source));
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
