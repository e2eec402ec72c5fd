import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { AnswerStore } from "./response-cache.ts";
import { currentUser, entryText, isOurs, maxBytes, readEntry, sha256 } from "./cache-entry.ts";

/** A store of files, one for each key. Several processes may use it at once: a file is whole or not there. */
export interface FileStore extends AnswerStore {
  /** The code of the first write that failed (EACCES, ENOSPC …), null where all went well. Nothing is written after it. */
  readonly writeProblem: () => string | null;
}

const entryName = /^[0-9a-f]{64}\.json$/;
const temporaryName = /^\.inferlint-[\w-]+\.tmp$/;

/**
 * @param unique a part of file names that nobody else uses: letters, digits, `_`, `-`
 * @param now milliseconds since 1970
 * @param user whose entries are believed; null on systems without user ids
 */
export function openFileStore(
  directory: string,
  unique: () => string,
  now: () => number,
  user: number | null = currentUser(),
): FileStore {
  let problem: string | null = null;
  const fileOf = (key: string): string => join(directory, `${sha256(key)}.json`);

  return {
    read: (key) => {
      try {
        return readEntry(fileOf(key), key, user, now());
      } catch {
        return null;
      }
    },
    write: (key, answer) => {
      if (problem !== null) return;
      const text = entryText(key, answer);
      if (Buffer.byteLength(text) > maxBytes) return;
      try {
        writeWhole(directory, fileOf(key), text, unique);
      } catch (error) {
        problem = codeOf(error);
      }
    },
    writeProblem: () => problem,
  };
}

/**
 * Removes what a store has written, left-over temporary files included, and then the directory, if nothing else is in it. What
 * only has a name like an entry stays.
 */
export function clearStore(directory: string): {
  /** Entries, without temporary files. */
  readonly removed: number;
  /** The code of the first failure. */
  readonly problem: string | null;
} {
  let removed = 0;
  try {
    for (const name of namesIn(directory)) {
      const file = join(directory, name);
      if (temporaryName.test(name)) rmSync(file, { force: true });
      else if (entryName.test(name) && isOurs(file) && remove(file)) removed++;
    }
    removeIfEmpty(directory);
    return { removed, problem: null };
  } catch (error) {
    return { removed, problem: codeOf(error) };
  }
}

/** The directory is made when it is missing: at first, and where another process clears the store meanwhile. */
function writeWhole(directory: string, file: string, text: string, unique: () => string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      replace(file, join(directory, `.inferlint-${unique()}.tmp`), text);
      return;
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || attempt === 3) throw error;
      makeDirectory(directory);
    }
  }
}

/**
 * Level by level. Node 20's own recursion never ends where a directory that is there takes no others and says ENOENT, as /proc
 * does.
 */
function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const above = dirname(directory);
    if (codeOf(error) === "EEXIST" && statSync(directory).isDirectory()) return;
    if (codeOf(error) !== "ENOENT" || above === directory || existsSync(above)) throw error;
    makeDirectory(above);
    mkdirSync(directory, { mode: 0o700 });
  }
}

/** Beside the file, so that the rename stays on one file system. */
function replace(file: string, temporary: string, text: string): void {
  const descriptor = openSync(temporary, "wx", 0o600);
  try {
    try {
      writeFileSync(descriptor, text);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** False where another process was faster. */
function remove(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** What else is there, a link, or a mounted place stays: nothing depends on it. */
function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // It is no failure.
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : String(error);
}
