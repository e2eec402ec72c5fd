import { isDigest, isTag } from "../../domain/image/distribution-grammar.ts";
import type { PublishedImage } from "../../domain/image/registry-source.ts";
import { areVariableNames } from "../../domain/image/variable-name.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import { asObject } from "../../text/json-object.ts";

/** The value of an entry. Its time is stored with it, its registry in the key. */
export type Stored<T> = { readonly kind: "found"; readonly value: T } | { readonly kind: "absent" };

/** Validates a value; null where it is invalid. */
export type ReadSchema<T> = (value: unknown) => T | null;

/** Validates an entry completely, because any process could have written the file. */
export function readStored<T>(stored: unknown, readValue: ReadSchema<T>): Stored<T> | null {
  const answer = asObject(stored);
  if (answer?.["kind"] === "absent") return { kind: "absent" };
  if (answer?.["kind"] !== "found") return null;
  const value = readValue(answer["value"]);
  return value === null ? null : { kind: "found", value };
}

export function readTags(value: unknown): readonly string[] | null {
  return isList(value) && value.every(isTag) ? value : null;
}

/** @param reference that was looked up; a digest resolves to itself alone */
export function readDigest(value: unknown, reference: string): string | null {
  if (typeof value !== "string" || !isDigest(value)) return null;
  return isDigest(reference) && value !== reference ? null : value;
}

/** @param digest that the image must have */
export function readImage(value: unknown, digest: string): PublishedImage | null {
  const image = asObject(value);
  if (image?.["digest"] !== digest) return null;
  const created = readCreated(image["created"]);
  const { user, env = null } = image;
  if (created === undefined || typeof user !== "string" || user === "") return null;
  // Entries of older versions have none.
  if (env !== null && (!isList(env) || !areVariableNames(env))) return null;
  return { digest, created, user, env };
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Undefined where it is invalid. */
function readCreated(value: unknown): CalendarDate | null | undefined {
  if (value === null) return null;
  return typeof value === "string" ? (parseCalendarDate(value) ?? undefined) : undefined;
}
