import { isUtf8 } from "node:buffer";
import type { Stats } from "node:fs";
import {
  chmodSync,
  closeSync,
  fchmodSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { errorCode } from "./error-code.ts";

/**
 * Writes a file so that it holds either the old text or the new one, whole: a temporary file beside it is renamed. A link is
 * followed: its target is replaced. What is not a regular file (a terminal, /dev/null) is written to directly.
 * @param unique returns a part of file names that no other process uses; asked where a temporary file is about to be written
 * @throws Error with a message for users, without the name of the file: `is a directory`, `cannot be written: EACCES`
 */
export function writeWhole(file: string, pieces: Iterable<string>, unique: () => string): void {
  const before = statOf(file);
  if (before?.isDirectory()) throw new Error("is a directory");
  try {
    if (before && !before.isFile()) writePieces(file, "w", pieces);
    else replaceWith(before ? realpathSync(file) : file, pieces, before?.mode ?? null, unique);
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    const hint = code === "ENOENT" ? "its directory does not exist" : code;
    throw new Error(`cannot be written: ${hint}`, { cause: error });
  }
}

/**
 * Writes a file by renaming a temporary one.
 * @param mode permissions of the file; null for the default
 * @throws the error of the file system; the temporary file is removed
 */
export function replaceWith(
  file: string,
  pieces: Iterable<string>,
  mode: number | null,
  unique: () => string,
): void {
  const temporary = temporaryFor(file, unique);
  try {
    writePieces(temporary, "wx", pieces, mode ?? undefined);
    if (mode !== null) chmodSync(temporary, mode);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Replaces the text of a file, whole, with its mode.
 * @param before the text that was changed, which the file must still hold byte for byte
 * @returns why the file cannot be changed without harm; null where it was
 */
export function replaceText(
  file: string,
  before: string,
  after: string,
  unique: () => string,
): string | null {
  const { mode } = statSync(file);
  const temporary = temporaryFor(file, unique);
  try {
    const descriptor = openSync(temporary, "wx");
    try {
      writeFileSync(descriptor, after);
      fchmodSync(descriptor, mode);
    } finally {
      closeSync(descriptor);
    }
    // Compared last, so that a change made in between is not lost.
    const bytes = readFileSync(file);
    if (!bytes.equals(Buffer.from(before))) {
      rmSync(temporary, { force: true });
      return isUtf8(bytes)
        ? "it changed during the run"
        : "it is not valid UTF-8, so other bytes would change as well";
    }
    renameSync(temporary, file);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function temporaryFor(file: string, unique: () => string): string {
  return join(dirname(file), `.inferlint-${unique()}.tmp`);
}

/** Joins pieces to blocks of about 64 KiB, one system call each. */
export function* inBlocks(pieces: Iterable<string>): Iterable<string> {
  let block = "";
  for (const piece of pieces) {
    block += piece;
    if (block.length < blockSize) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}

const blockSize = 64 * 1024;

function writePieces(
  file: string,
  flag: "w" | "wx",
  pieces: Iterable<string>,
  mode?: number,
): void {
  const descriptor = openSync(file, flag, mode);
  try {
    for (const block of inBlocks(pieces)) writeFileSync(descriptor, block);
  } finally {
    closeSync(descriptor);
  }
}

function statOf(file: string): Stats | null {
  try {
    return statSync(file);
  } catch {
    return null;
  }
}
