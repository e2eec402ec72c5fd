import type { CalendarDate } from "../../text/calendar-date.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import type { PublishedImage } from "../../domain/image/registry-source.ts";
import { asObject } from "../oci/json-object.ts";
import { isDigest, isTag } from "../../domain/image/distribution-grammar.ts";

/** What an entry holds of an answer: the time stands beside it, the registry in its key. */
export type Stored<T> = { readonly kind: "found"; readonly value: T } | { readonly kind: "absent" };

/** Reads one shape out of foreign data; null where it is another. */
export type ReadSchema<T> = (value: unknown) => T | null;

/** Anybody may have written what stands in a file, so everything in it is looked at. */
export function readStored<T>(stored: unknown, readValue: ReadSchema<T>): Stored<T> | null {
  const answer = asObject(stored);
  if (answer?.["kind"] === "absent") return { kind: "absent" };
  if (answer?.["kind"] !== "found") return null;
  const value = readValue(answer["value"]);
  return value === null ? null : { kind: "found", value };
}

export function readTags(value: unknown): readonly string[] | null {
  const isTagName = (item: unknown): item is string => typeof item === "string" && isTag(item);
  return Array.isArray(value) && value.every(isTagName) ? value : null;
}

/** @param reference what was asked for: a digest names itself and no other */
export function readDigest(value: unknown, reference: string): string | null {
  if (typeof value !== "string" || !isDigest(value)) return null;
  return isDigest(reference) && value !== reference ? null : value;
}

/** @param digest that the image has to have */
export function readImage(value: unknown, digest: string): PublishedImage | null {
  const image = asObject(value);
  if (image?.["digest"] !== digest) return null;
  const created = readCreated(image["created"]);
  const user = image["user"];
  if (created === undefined || typeof user !== "string" || user === "") return null;
  return { digest, created, user };
}

/** Undefined for what is no day. */
function readCreated(value: unknown): CalendarDate | null | undefined {
  if (value === null) return null;
  return typeof value === "string" ? (parseCalendarDate(value) ?? undefined) : undefined;
}
