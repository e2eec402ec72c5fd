import { unresolvedPart } from "../shell/unresolved.ts";
import type { Value } from "./source-reading.ts";

/** A text with one `unresolvedPart` for each part that is not known, and these parts as written, in order. */
type OpenText = Pick<Value, "text" | "unknown">;

/** A part of a text, with the unknown parts that it has. */
export function partOfText(whole: OpenText, start: number, end?: number): OpenText {
  const text = whole.text.slice(start, end);
  const before = countUnknown(whole.text.slice(0, start));
  return { text, unknown: whole.unknown.slice(before, before + countUnknown(text)) };
}

function countUnknown(text: string): number {
  return text.split(unresolvedPart).length - 1;
}

/** A text with its unknown parts as they are written. */
export function writtenText({ text, unknown }: OpenText): string {
  let next = 0;
  return text.replaceAll(unresolvedPart, () => unknown[next++] ?? "");
}

/** A part of a value, at its place if the value is written as it is. */
export function partOf(value: Value, start: number, end: number = value.text.length): Value {
  const { span } = value;
  return {
    ...partOfText(value, start, end),
    span: isVerbatim(value) ? { start: span.start + start, end: span.start + end } : span,
  };
}

/** Whether a value is written as it is, so that offsets in it are offsets in the file. */
function isVerbatim({ text, unknown, span }: Value): boolean {
  return unknown.length === 0 && span.end - span.start === text.length;
}

/** A value that the program takes where the file has none, at the place of what it is for. */
export function implied(text: string, { span }: Pick<Value, "span">): Value {
  return { text, unknown: [], span };
}

/** A value of which only the place is known. @param written what stands there */
export function unknownValue(written: string, { start, end }: Value["span"]): Value {
  return { text: unresolvedPart, unknown: [written], span: { start, end } };
}

/** The text of a value; null where a part of it is not known. */
export function knownText(value: Value | null): string | null {
  return value?.unknown.length === 0 ? value.text : null;
}
