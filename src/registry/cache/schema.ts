import { isCondaPath, isCudaVersion, isUbuntuRelease } from "../../domain/image/config-values.ts";
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
  const { user, env = null, os = null, cuda = null, condaPath = null } = image;
  if (created === undefined || typeof user !== "string" || user === "") return null;
  // Entries of older versions have none.
  if (env !== null && (!isList(env) || !areVariableNames(env))) return null;
  if (!isStated(os, isUbuntuRelease) || !isStated(cuda, isCudaVersion)) return null;
  if (!isStated(condaPath, isCondaPath)) return null;
  return { digest, created, user, env, os, cuda, condaPath };
}

/** Whether an entry with an image has everything that this version reads from its config, stated or not. */
export function isComplete(stored: unknown): boolean {
  const image = asObject(asObject(stored)?.["value"]);
  return image !== null && image["env"] !== null && recorded.every((name) => name in image);
}

/** What older versions did not record; in order of their appearance. */
const recorded: readonly (keyof PublishedImage)[] = ["env", "os", "cuda", "condaPath"];

function isStated(value: unknown, isValid: (text: string) => boolean): value is string | null {
  return value === null || (typeof value === "string" && isValid(value));
}

function isList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** Undefined where it is invalid. */
function readCreated(value: unknown): CalendarDate | null | undefined {
  if (value === null) return null;
  return typeof value === "string" ? (parseCalendarDate(value) ?? undefined) : undefined;
}
