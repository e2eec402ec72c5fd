import type { Span } from "../../text/line-index.ts";
import { findReference } from "../find-reference.ts";
import type {
  FoundReference,
  FoundRun,
  NamedValue,
  ReaderContext,
  Value,
} from "../source-reading.ts";
import type { ResolvedWord } from "./resolved-word.ts";

/** `NAME=`, `--set name.part=`, `--build-arg=NAME=`, `NAME:=` before a value. */
const namePart = /^(?:[\w.[\]/-]*[:?+]?=){1,3}$/;
/** More than a word of a command has; a longer one is a text. */
const maxLength = 16 * 1024;
const maxQuotes = 50;

/**
 * The references in a word: the word as a whole, what follows `name=`, or what stands in quotes of its own. A variable alone is
 * none, as its value is one where it is set; but where the word is run, it is that one.
 */
export function referencesIn(
  word: ResolvedWord,
  context: ReaderContext,
  run: FoundRun | null,
): readonly FoundReference[] {
  if (word.text.length > maxLength || !context.mayName(word.text)) return [];
  const whole = { start: 0, end: word.text.length };
  const equals = word.text.lastIndexOf("=") + 1;
  const isNamed = equals > 0 && namePart.test(word.text.slice(0, equals));
  const ranges = isNamed ? [whole, { ...whole, start: equals }] : [whole];
  for (const range of ranges) {
    const found = referenceAt(word, range, context, run);
    if (found !== null) return found === "elsewhere" ? [] : [found];
  }
  return word.quoted.slice(0, maxQuotes).flatMap((range) => {
    if (!standsAlone(word.text, range)) return [];
    const found = referenceAt(word, range, context, null);
    return found === null || found === "elsewhere" ? [] : [found];
  });
}

/** A quoted text in a list or a mapping, not a part of a longer text. */
function standsAlone(text: string, { start, end }: Span): boolean {
  return (
    /^[[{(,=:]?$/.test(text.slice(Math.max(start - 1, 0), start)) &&
    /^[\]}),:]?$/.test(text.slice(end, end + 1))
  );
}

function referenceAt(
  word: ResolvedWord,
  range: Span,
  context: ReaderContext,
  run: FoundRun | null,
): FoundReference | "elsewhere" | null {
  const { start, end } = range;
  const variable = word.followed.find((part) => part.start === start && part.end === end);
  if (variable) {
    const value = { ...variable.value, unknown: [] };
    return run ? findReference(value, context, { run }) : "elsewhere";
  }
  const value = word.value(range);
  const found = findReference(value, context, { run, name: word.text.slice(0, start) });
  if (!found) return null;
  const parts = word.parts(range);
  if (parts.length < 2) return found;
  return { ...placed(found, parts), parts: parts.map(named) };
}

/** What is written in several places stands where its repository does. */
function placed(
  found: FoundReference,
  parts: readonly (Value & { readonly name: string | null })[],
): FoundReference {
  const isTogether = parts.every(
    ({ span, name }, index) =>
      name !== null ||
      index === 0 ||
      parts[index - 1]?.name !== null ||
      parts[index - 1]?.span.end === span.start,
  );
  if (isTogether) return found;
  const part = parts.filter(({ name }) => name === null).findLast(({ text }) => text.includes("/"));
  return part ? { ...found, value: { ...found.value, span: part.span } } : found;
}

function named({
  text,
  unknown,
  span,
  name,
}: Value & { readonly name: string | null }): NamedValue {
  return { name: name ?? "image", text, unknown, span };
}
