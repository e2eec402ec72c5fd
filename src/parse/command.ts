import { isSpace } from "../shell/blank.ts";
import { lowerCase } from "../shell/lower-case.ts";

/** A flag before the arguments, `--name=value`, unquoted. Offsets are into the logical text. */
export interface Flag {
  readonly name: string;
  /** Null if the flag has no `=`. */
  readonly value: string | null;
  /** The offset of each character of the unquoted value. */
  readonly valueOffsets: readonly number[];
  /** Where the value starts as written, quotes included. */
  readonly valueStart: number;
  readonly start: number;
  readonly end: number;
}

/** An instruction split into keyword, flags and arguments (BuildKit: splitCommand, extractBuilderFlags). */
export interface Command {
  /** Upper case. */
  readonly keyword: string;
  readonly flags: readonly Flag[];
  /** Offsets of the arguments in the logical text, without the blanks around them. */
  readonly start: number;
  readonly end: number;
}

/** White space between words in BuildKit. */
const blank = /[\t\v\f\r ]/;
const asciiSpace = /[\t\n\v\f\r ]/;
const heredocKeywords = new Set(["ADD", "COPY", "RUN"]);

/** Splits a logical text from `offset` on: the whole line, or the instruction after ONBUILD. */
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

/** The keyword in upper case if its lower case in Go is ASCII. (JavaScript's upper case of `uſer` is USER.) */
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
    // BuildKit scans bytes here, so a multi-byte blank like U+00A0 starts the arguments.
    while (position < end && asciiSpace.test(text[position] ?? "")) position++;
    if (!text.startsWith("--", position) || position + 1 >= end) return { flags, next: position };
    const start = position;
    const chars: string[] = [];
    const offsets: number[] = [];
    let quote: string | null = null;
    let quoted = false;
    for (; position < end; position++) {
      let char = text[position] ?? "";
      if (quote === null && endsFlag(text, position)) break;
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
        if (quote === null && !asciiSpace.test(char) && endsFlag(text, position)) break;
      }
      chars.push(char);
      offsets.push(position);
    }
    const word = chars.join("");
    if (word === "--" && position < end) return { flags, next: position };
    if (word !== "--" || quoted) flags.push(flagOf(word, offsets, start, position));
    if (position >= end) return { flags, next: end };
    position += blanksAfterFlag(text, position);
  }
}

/** BuildKit scans flags by bytes: a character ends a flag if a byte of its UTF-8 form is a Latin-1 blank (85, A0). */
function endsFlag(text: string, position: number): boolean {
  const code = text.codePointAt(position) ?? 0;
  return code < 0x80
    ? asciiSpace.test(String.fromCharCode(code))
    : furtherBytes(code).some(isBlankByte);
}

/** The length of the character that ended a flag if the scanner skips all its bytes from the first blank on; otherwise 0. */
function blanksAfterFlag(text: string, position: number): number {
  const code = text.codePointAt(position) ?? 0;
  const bytes = furtherBytes(code);
  const isSkipped =
    bytes.length > 0 && bytes.slice(bytes.findIndex(isBlankByte)).every(isBlankByte);
  return isSkipped ? String.fromCodePoint(code).length : 0;
}

function isBlankByte(byte: number): boolean {
  return byte === 0x85 || byte === 0xa0;
}

/** The bytes after the first in a character's UTF-8 form; none for the second half of a surrogate pair. */
function furtherBytes(code: number): number[] {
  const isSingle = code < 0x80 || (code >= 0xd800 && code < 0xe000);
  const shifts = isSingle ? [] : code < 0x800 ? [0] : code < 0x10000 ? [6, 0] : [12, 6, 0];
  return shifts.map((shift) => 0x80 | ((code >> shift) & 0x3f));
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

/** Whether the instruction can open heredocs: ADD, COPY and RUN, also after ONBUILD, unless in JSON form. */
export function opensHeredocs(text: string, escape: string): boolean {
  let command = splitCommand(text, escape);
  if (command.keyword === "ONBUILD") command = splitCommand(text, escape, command.start);
  return (
    heredocKeywords.has(command.keyword) && !jsonStrings(text.slice(command.start, command.end))
  );
}

/** The strings of a JSON array; null if it is not one; "mixed" for an array with other values, which BuildKit rejects. */
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
