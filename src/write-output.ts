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
import { UsageError } from "./usage-error.ts";

/**
 * Writes a report so that its file holds either the old text or the new one, whole. A link is followed: the file behind it is
 * replaced. What is not a file (a terminal, /dev/null) is written to directly.
 * @param option that names the file
 */
export function writeReport(
  option: string,
  file: string,
  pieces: Iterable<string>,
  unique: string,
): void {
  const before = statOf(file);
  if (before?.isDirectory()) throw new UsageError(`${option} ${file} is a directory`);
  try {
    if (before && !before.isFile()) {
      writePieces(file, "w", pieces);
      return;
    }
    const place = before ? realpathSync(file) : file;
    const temporary = join(dirname(place), `.inferlint-${unique}.tmp`);
    try {
      writePieces(temporary, "wx", pieces);
      if (before) chmodSync(temporary, before.mode);
      renameSync(temporary, place);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const hint = code === "ENOENT" ? "its directory does not exist" : code;
    throw new UsageError(`${option} ${file} cannot be written: ${hint}`);
  }
}

/**
 * Puts a changed text in the place of a file, whole, with its mode. Says why where the file cannot be changed without harm.
 * @param before the text that was changed, which the file must still hold byte for byte
 */
export function replaceFile(
  file: string,
  before: string,
  after: string,
  unique: string,
): string | null {
  const { mode } = statSync(file);
  const temporary = join(dirname(file), `.inferlint-${unique}.tmp`);
  try {
    const descriptor = openSync(temporary, "wx");
    try {
      writeFileSync(descriptor, after);
      fchmodSync(descriptor, mode);
    } finally {
      closeSync(descriptor);
    }
    // Last of all, so that nothing that was written in between is lost.
    const bytes = readFileSync(file);
    if (!bytes.equals(Buffer.from(before))) {
      rmSync(temporary, { force: true });
      return isUtf8(bytes)
        ? "it has changed while it was judged"
        : "it is not valid UTF-8, and other bytes would change with it";
    }
    renameSync(temporary, file);
    return null;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Pieces gathered to blocks worth a system call. */
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

function writePieces(file: string, flag: "w" | "wx", pieces: Iterable<string>): void {
  const descriptor = openSync(file, flag);
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
