import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import type { CachedResponse } from "./response-cache.ts";
import { asObject } from "../oci/json-object.ts";

/** Every entry begins so, whatever its version. */
const beginning = '{"schema":"inferlint.cache/';
/** After it come the sum of all that follows the sum (SHA-256, hexadecimal), and key, time and value: one JSON object. */
const head = `${beginning}1","sum":"`;
const sumLength = 64;

/** What is larger, a list of some hundred thousand tags, is asked for each time. */
export const maxBytes: number = 32 * 1024 * 1024;
/** Clocks of machines that share a directory differ; what was answered later than that was not answered. */
const clockSkew = 5 * 60_000;

export function entryText(key: string, { at, value }: CachedResponse): string {
  const rest = `",${JSON.stringify({ key, at, value }).slice(1)}`;
  return head + sha256(rest) + rest;
}

/**
 * Null for all that `entryText` did not write for this key and user, and for what was not answered yet. Throws where there is no
 * file, or no JSON in it.
 * @param user whose entries are believed; null on systems without user ids
 * @param now milliseconds since 1970
 */
export function readEntry(
  file: string,
  key: string,
  user: number | null,
  now: number,
): CachedResponse | null {
  const bytes = readWhole(file, user);
  if (!bytes || !isUtf8(bytes)) return null;
  const text = bytes.toString("utf8");
  const rest = text.slice(head.length + sumLength);
  if (!text.startsWith(head + sha256(rest))) return null;
  const entry = asObject(JSON.parse(text));
  const at = entry?.["at"];
  if (entry?.["key"] !== key || typeof at !== "number") return null;
  return at >= 0 && at <= now + clockSkew ? { at, value: entry["value"] } : null;
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** By how it begins, so that one that was cut off goes too. */
export function isOurs(file: string): boolean {
  try {
    const start = withOpen(file, (descriptor) => readStart(descriptor, beginning.length));
    return start !== null && beginning.startsWith(start.toString("latin1"));
  } catch {
    return false;
  }
}

/** Follows no link, waits for no FIFO, and believes nobody else. */
function readWhole(file: string, user: number | null): Buffer | null {
  return withOpen(file, (descriptor) => {
    const { size, uid } = fstatSync(descriptor);
    if (size > maxBytes || (user !== null && uid !== user)) return null;
    return readStart(descriptor, size);
  });
}

/** Null for what is no regular file. On Windows all flags but the first are undefined, which counts as 0. */
function withOpen<T>(file: string, work: (descriptor: number) => T): T | null {
  const { O_RDONLY, O_NONBLOCK, O_NOCTTY, O_NOFOLLOW } = constants;
  const descriptor = openSync(file, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
  try {
    return fstatSync(descriptor).isFile() ? work(descriptor) : null;
  } finally {
    closeSync(descriptor);
  }
}

function readStart(descriptor: number, max: number): Buffer {
  const buffer = Buffer.allocUnsafe(max);
  let length = 0;
  while (length < max) {
    const count = readSync(descriptor, buffer, length, max - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** Containers run as users without a name, and asking for the user fails there: what the system says of the process is left. */
export function currentUser(): number | null {
  try {
    const { uid } = userInfo();
    return uid < 0 ? null : uid;
  } catch {
    return ownerOfProcess();
  }
}

/** No file has the owner -1: where nobody can say who we are, nothing is believed. */
function ownerOfProcess(): number {
  try {
    return statSync("/proc/self").uid;
  } catch {
    return -1;
  }
}
