import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { replaceWith } from "../../fs/atomic-write.ts";
import { errorCode } from "../../fs/error-code.ts";
import {
  currentUser,
  entryText,
  isEntry,
  maxEntryBytes,
  readEntry,
  sha256,
} from "./cache-entry.ts";
import type { ResponseCache } from "./response-cache.ts";

/** A response cache with one file for each key. Several processes may use it at once: a file is complete or missing. */
export interface FileStore extends ResponseCache {
  /** The code of the first failed write (EACCES, ENOSPC …), after which nothing is written; null without a failure. */
  readonly writeProblem: () => string | null;
}

const entryName = /^[0-9a-f]{64}\.json$/;
const temporaryName = /^\.inferlint-[\w-]+\.tmp$/;
const maxAttempts = 3;

/**
 * @param unique returns a part of a file name that no other process uses: letters, digits, `_`, `-`
 * @param now milliseconds since 1970
 * @param user the user id whose entries are trusted; null on systems without user ids
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
    write: (key, response) => {
      if (problem !== null) return;
      const text = entryText(key, response);
      if (Buffer.byteLength(text) > maxEntryBytes) return;
      try {
        writeEntry(directory, fileOf(key), text, unique);
      } catch (error) {
        problem = codeOf(error);
      }
    },
    writeProblem: () => problem,
  };
}

/**
 * Removes the entries and temporary files of a store, and its directory if that is then empty. A file that only has the name of
 * an entry is kept.
 */
export function clearFileStore(directory: string): {
  /** Number of entries, without temporary files. */
  readonly removed: number;
  /** The code of the first failure. */
  readonly problem: string | null;
} {
  let removed = 0;
  try {
    for (const name of namesIn(directory)) {
      const file = join(directory, name);
      if (temporaryName.test(name)) rmSync(file, { force: true });
      else if (entryName.test(name) && isEntry(file) && remove(file)) removed++;
    }
    removeIfEmpty(directory);
    return { removed, problem: null };
  } catch (error) {
    return { removed, problem: codeOf(error) };
  }
}

/** Creates the directory where it is missing: for the first entry, or after another process cleared the store. */
function writeEntry(directory: string, file: string, text: string, unique: () => string): void {
  for (let attempt = 1; ; attempt++) {
    try {
      replaceWith(file, [text], 0o600, unique);
      return;
    } catch (error) {
      if (codeOf(error) !== "ENOENT" || attempt === maxAttempts) throw error;
      makeDirectory(directory);
    }
  }
}

/**
 * Creates a directory and its parents. Not with Node's own option `recursive`: in Node 20 it never returns where an existing
 * directory rejects new ones with ENOENT, as /proc does.
 */
function makeDirectory(directory: string): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    const parent = dirname(directory);
    if (codeOf(error) === "EEXIST" && statSync(directory).isDirectory()) return;
    if (codeOf(error) !== "ENOENT" || parent === directory || existsSync(parent)) throw error;
    makeDirectory(parent);
    mkdirSync(directory, { mode: 0o700 });
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

/** False where another process has already removed it. */
function remove(file: string): boolean {
  try {
    unlinkSync(file);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function removeIfEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // A directory with other files in it, a link or a mount point may stay.
  }
}

function codeOf(error: unknown): string {
  return errorCode(error) ?? String(error);
}
