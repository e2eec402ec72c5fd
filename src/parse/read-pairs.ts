import type { Instruction, Text } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import type { LineReader } from "./line-reader.ts";
import { rejectedPairs } from "./validate.ts";
import type { Span } from "./words.ts";
import { quotedWords } from "./words.ts";

/** `ARG name[=value]…`. */
export function readArg(reader: LineReader, command: Command): Instruction | null {
  const words = quotedWords(reader.line.text, command.start, command.end, reader.escape);
  if (words.length === 0) return reader.unusable("ARG needs a name", command);
  const blank = words.find(({ text }) => text.startsWith("="));
  if (blank)
    reader.reject({ message: "the name of an ARG is empty", start: blank.start, end: blank.end });
  const declarations = words
    .filter((word) => word !== blank)
    .map((word) => {
      const { name, value } = splitPair(reader, word);
      return { name, value };
    });
  return { keyword: "ARG", ...reader.location, declarations };
}

/** ENV and LABEL: `name=value…`, or the old form with one pair. */
export function readPairs(
  reader: LineReader,
  command: Command,
  keyword: "ENV" | "LABEL",
): Instruction | null {
  const words = quotedWords(reader.line.text, command.start, command.end, reader.escape);
  const why = rejectedPairs(keyword, words);
  if (why !== null) reader.reject({ message: why, start: command.start, end: command.end });
  const pairs = words[0]?.text.includes("=")
    ? words.flatMap((word) => {
        const { name, value } = splitPair(reader, word);
        return value && name.text !== "" ? [{ name, value }] : [];
      })
    : oldPair(reader, command, keyword, words);
  if (keyword === "ENV") return { keyword, ...reader.location, pairs };
  const expandable = pairs.flatMap(({ name, value }) => [name, value]);
  return { keyword: "OTHER", name: keyword, ...reader.location, expandable };
}

/** `ENV name the whole rest`. */
function oldPair(
  reader: LineReader,
  command: Command,
  keyword: string,
  words: readonly Span[],
): { name: Text; value: Text }[] {
  if (words.length === 0) return [];
  const rest = reader.args(command);
  const blank = /[\t\v\f\r ]+/.exec(rest);
  if (!blank) {
    const message = `${keyword} needs a name and a value`;
    reader.reject({ message, start: command.start, end: command.end });
    return [];
  }
  const nameEnd = command.start + blank.index;
  return [
    {
      name: reader.line.slice(command.start, nameEnd),
      value: reader.line.slice(nameEnd + blank[0].length, command.end),
    },
  ];
}

function splitPair(reader: LineReader, word: Span): { name: Text; value: Text | null } {
  const equals = reader.line.text.indexOf("=", word.start);
  if (!word.text.includes("=")) return { name: reader.text(word), value: null };
  // The word's text can differ from the line by a dropped escape at its end only.
  const value = word.text.slice(word.text.indexOf("=") + 1);
  return {
    name: reader.line.slice(word.start, equals),
    value: { text: value, region: reader.line.region(equals + 1, word.end) },
  };
}
