import { unresolvedPart } from "../../shell/unresolved.ts";
import type { Value } from "../source-reading.ts";

/** A text as bake sees it, with one `unresolvedPart` for each part that is not known, and these as written. */
export type BakeText = Pick<Value, "text" | "unknown">;

/** The value of an expression. One that is not known at all is a text with one part. */
export type BakeValue =
  null | boolean | number | BakeText | readonly BakeValue[] | ReadonlyMap<string, BakeValue>;

/** Values grow by doubling (`B = "${A}${A}"`), so what exceeds these bounds is not known. */
const maxLength = 10_000;
const maxUnknown = 32;
export const maxItems = 1000;

/** The source could not be evaluated: the value is not known. */
export class NotEvaluated extends Error {}

export const knownText = (text: string): BakeText => ({ text, unknown: [] });

/** @param written the expression, as messages name it */
export const unknownText = (written: string): BakeText => ({
  text: unresolvedPart,
  unknown: [written],
});

export function isText(value: BakeValue | undefined): value is BakeText {
  return typeof value === "object" && value !== null && "unknown" in value;
}

export function isMap(value: BakeValue | undefined): value is ReadonlyMap<string, BakeValue> {
  return value instanceof Map;
}

export function isList(value: BakeValue | undefined): value is readonly BakeValue[] {
  return Array.isArray(value);
}

/** Whether a part of it is not known, however deep. */
export function isOpen(value: BakeValue): boolean {
  return isText(value) && value.unknown.length > 0;
}

/** A value as text, by HCL's conversion. Throws NotEvaluated for null, lists and objects, which have none. */
export function asText(value: BakeValue): BakeText {
  if (isText(value)) return value;
  if (typeof value === "boolean") return knownText(String(value));
  if (typeof value === "number" && isPlain(value)) return knownText(String(value));
  throw new NotEvaluated();
}

/** HCL's numbers have more digits than ours and no exponent as text. */
function isPlain(value: number): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(String(value)) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

/** Throws NotEvaluated for a result that is too long. */
export function concatenated(parts: readonly BakeText[]): BakeText {
  const length = parts.reduce((sum, { text }) => sum + text.length, 0);
  const count = parts.reduce((sum, { unknown }) => sum + unknown.length, 0);
  if (length > maxLength || count > maxUnknown) throw new NotEvaluated();
  return {
    text: parts.map(({ text }) => text).join(""),
    unknown: parts.flatMap(({ unknown }) => unknown),
  };
}
