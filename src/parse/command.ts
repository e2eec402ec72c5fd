import { isSpace } from "../domain/blank.ts";
import { lowerCase } from "../domain/lower-case.ts";

/** A flag before the arguments, unquoted: `--name=value`. Offsets are into the logical text. */
export interface Flag {
  readonly name: string;
  /** Null without `=`. */
  readonly value: string | null;
  /** Offset of each character of the value. */
  readonly valueOffsets: readonly number[];
  /** The value as written: quotes included. */
  readonly valueStart: number;
  readonly start: number;
  readonly end: number;
}

/** An instruction split into keyword, flags and the rest (BuildKit: splitCommand, extractBuilderFlags). */
export interface Command {
  /** Upper case. */
  readonly keyword: string;
  readonly flags: readonly Flag[];
  /** Offsets of the arguments in the logical text, outer blanks cut. */
  readonly start: number;
  readonly end: number;
}

/** What BuildKit calls white space between words. */
const blank = /[\t\v\f\r ]/;
const asciiSpace = /[\t\n\v\f\r ]/;
const heredocKeywords = new Set(["ADD", "COPY", "RUN"]);

/** Splits the part of a logical text from `offset` on: the whole line, or the trigger behind ONBUILD. */
export function splitCommand(text: string, escape: string, offset = 0): Command {
  let start = offset;
  while (start < text.length && isSpace(text[start] ?? "")) start++;
  let end = text.length;
  while (end > start && isSpace(text[end - 1] ?? "")) end--;
  let keywordEnd = start;
  while (keywordEnd < end && !blank.test(text[keywordEnd] ?? "")) keywordEnd++;
  const keyword = keywordOf(text.slice(start, keywordEnd));
  let rest = keywordEnd;
  while (rest < end && blank.test(text[rest] ?? "")) rest++;
  const { flags, next } = readFlags(text, rest, end, escape);
  let argumentsStart = next;
  while (argumentsStart < end && isSpace(text[argumentsStart] ?? "")) argumentsStart++;
  return { keyword, flags, start: argumentsStart, end };
}

/** Upper case, as far as Go's lower case of the word is ASCII: JavaScript's upper case would take `uſer` for USER. */
function keywordOf(word: string): string {
  const lower = lowerCase(word);
  return /[^\0-\x7F]/.test(lower) ? word : lower.toUpperCase();
}

function readFlags(
  text: string,
  from: number,
  end: number,
  escape: string,
): { flags: Flag[]; next: number } {
  const flags: Flag[] = [];
  let position = from;
  for (;;) {
    // A wider blank (U+00A0) is not one to the byte scanner: it begins the arguments.
    while (position < end && asciiSpace.test(text[position] ?? "")) position++;
    if (!text.startsWith("--", position) || position + 1 >= end) return { flags, next: position };
    const start = position;
    const chars: string[] = [];
    const offsets: number[] = [];
    let quote: string | null = null;
    let quoted = false;
    for (; position < end; position++) {
      let char = text[position] ?? "";
      if (quote === null && endsFlag(char)) break;
      if (char === quote) {
        quote = null;
        continue;
      }
      if (quote === null && (char === "'" || char === '"')) {
        quote = char;
        quoted = true;
        continue;
      }
      if (char === escape) {
        if (position + 1 >= end) {
          quote = null;
          continue;
        }
        position++;
        char = text[position] ?? "";
      }
      chars.push(char);
      offsets.push(position);
    }
    const word = chars.join("");
    if (word === "--" && position < end) return { flags, next: position };
    if (word !== "--" || quoted) flags.push(flagOf(word, offsets, start, position));
    if (position >= end) return { flags, next: end };
  }
}

/** Flags are scanned byte by byte: a character ends one if a byte of its UTF-8 form is a Latin-1 blank (85, A0). */
function endsFlag(char: string): boolean {
  return (
    asciiSpace.test(char) ||
    (char >= "\u0080" && /%(85|A0)/.test(encodeURIComponent(wellFormed(char))))
  );
}

/** Half of a surrogate pair has no UTF-8 form of its own. */
function wellFormed(char: string): string {
  return /[\uD800-\uDFFF]/.test(char) ? "\uFFFD" : char;
}

function flagOf(word: string, offsets: readonly number[], start: number, end: number): Flag {
  const equals = word.indexOf("=");
  return {
    name: (equals < 0 ? word : word.slice(0, equals)).slice(2),
    value: equals < 0 ? null : word.slice(equals + 1),
    valueOffsets: equals < 0 ? [] : offsets.slice(equals + 1),
    valueStart: equals < 0 ? end : (offsets[equals] ?? end - 1) + 1,
    start,
    end,
  };
}

/** Whether the instruction may open heredocs: ADD, COPY, RUN, also behind ONBUILD, and not in JSON form. */
export function opensHeredocs(text: string, escape: string): boolean {
  let command = splitCommand(text, escape);
  if (command.keyword === "ONBUILD") command = splitCommand(text, escape, command.start);
  return (
    heredocKeywords.has(command.keyword) && !jsonStrings(text.slice(command.start, command.end))
  );
}

/** The strings of a JSON array; null for what is none; "mixed" for an array with something else in it, which BuildKit refuses. */
export function jsonStrings(text: string): readonly string[] | "mixed" | null {
  if (!text.startsWith("[")) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Array.isArray(parsed)) return null;
    return parsed.every((item) => typeof item === "string") ? parsed : "mixed";
  } catch {
    return null;
  }
}
