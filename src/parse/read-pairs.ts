import type { Instruction, Text } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import type { LineReader } from "./line-reader.ts";
import { emptyName, missingArgument, missingValue } from "./rejections.ts";
import { rejectedPairs } from "./validate.ts";
import type { Span } from "./words.ts";
import { quotedWords } from "./words.ts";

/** `ARG name[=value]…`. */
export function readArg(reader: LineReader, command: Command): Instruction | null {
  const words = quotedWords(reader.line.text, command.start, command.end, reader.escape);
  if (words.length === 0) return reader.rejectWhole(missingArgument("name", "ARG"), command);
  const nameless = words.find(({ text }) => text.startsWith("="));
  if (nameless) reader.reject(emptyName("ARG"), nameless);
  const declarations = words
    .filter((word) => word !== nameless)
    .map((word) => {
      const { name, value } = splitPair(reader, word);
      return { name, value };
    });
  return { keyword: "ARG", ...reader.location, declarations };
}

/** ENV and LABEL: `name=value…`, or the legacy form with one pair. */
export function readPairs(
  reader: LineReader,
  command: Command,
  keyword: "ENV" | "LABEL",
): Instruction | null {
  const words = quotedWords(reader.line.text, command.start, command.end, reader.escape);
  const rejection = rejectedPairs(keyword, words);
  // Without arguments, their place is the instruction.
  if (rejection)
    reader.reject(rejection, { start: words.length > 0 ? command.start : 0, end: command.end });
  const pairs = words[0]?.text.includes("=")
    ? words.flatMap((word) => {
        const { name, value } = splitPair(reader, word);
        return value && name.text !== "" ? [{ name, value }] : [];
      })
    : legacyPair(reader, command, keyword, words);
  if (keyword === "ENV") return { keyword, ...reader.location, pairs };
  const expandable = pairs.flatMap(({ name, value }) => [name, value]);
  return { keyword: "OTHER", name: keyword, ...reader.location, expandable };
}

/** The legacy form `ENV name value`, in which the value is the rest of the line. */
function legacyPair(
  reader: LineReader,
  command: Command,
  keyword: "ENV" | "LABEL",
  words: readonly Span[],
): { name: Text; value: Text }[] {
  if (words.length === 0) return [];
  const rest = reader.args(command);
  const blank = /[\t\v\f\r ]+/.exec(rest);
  if (!blank) {
    reader.reject(missingValue(keyword), command);
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
  // An escape at its very end is not part of the text of a word, so the value is cut from the text, not from the line.
  const value = word.text.slice(word.text.indexOf("=") + 1);
  return {
    name: reader.line.slice(word.start, equals),
    value: { text: value, region: reader.line.region(equals + 1, word.end) },
  };
}
