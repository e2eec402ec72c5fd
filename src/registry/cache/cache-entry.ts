import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { userInfo } from "node:os";
import { readBytes, readStart } from "../../fs/read-bytes.ts";
import { asObject } from "../../text/json-object.ts";
import type { CachedResponse } from "./response-cache.ts";

/** The start of an entry of any version. */
const prefix = '{"schema":"inferlint.cache/';
/** An entry is this, the SHA-256 of the rest in hexadecimal, and the rest with key, time and value: one JSON object. */
const head = `${prefix}1","sum":"`;
const sumLength = 64;

/** A larger response, such as several hundred thousand tags, is not cached. */
export const maxEntryBytes: number = 32 * 1024 * 1024;
/** Milliseconds. The clocks of machines that share a cache differ; an entry further in the future is a miss. */
const clockSkew = 5 * 60_000;

export function entryText(key: string, { at, value }: CachedResponse): string {
  const rest = `",${JSON.stringify({ key, at, value }).slice(1)}`;
  return head + sha256(rest) + rest;
}

/**
 * Reads an entry; null unless `entryText` wrote it, for this key, by this user, and not in the future.
 * @param user the user id that must own the file; null on systems without user ids
 * @param now milliseconds since 1970
 * @throws the system's error where there is no file, or a link; SyntaxError where it is not JSON
 */
export function readEntry(
  file: string,
  key: string,
  user: number | null,
  now: number,
): CachedResponse | null {
  const read = readBytes(file, maxEntryBytes, { follow: false });
  if (read.kind !== "bytes" || !isUtf8(read.bytes)) return null;
  if (user !== null && read.owner !== user) return null;
  const text = read.bytes.toString("utf8");
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

/** Whether a file is an entry, by its start alone, so that truncated entries count too. */
export function isEntry(file: string): boolean {
  try {
    const start = readStart(file, prefix.length, { follow: false });
    return start !== null && prefix.startsWith(start.toString("latin1"));
  } catch {
    return false;
  }
}

/** The user id of this process; null on systems without user ids. */
export function currentUser(): number | null {
  try {
    const { uid } = userInfo();
    return uid < 0 ? null : uid;
  } catch {
    // userInfo fails in containers that run as a user without a name.
    return ownerOfProcess();
  }
}

/** -1, which owns no file, where it is unknown: no entry is then trusted. */
function ownerOfProcess(): number {
  try {
    return statSync("/proc/self").uid;
  } catch {
    return -1;
  }
}
