import type { Instruction } from "../domain/build/dockerfile.ts";
import { wordsOf } from "./ast.ts";
import type { Command } from "./command.ts";
import { jsonStrings } from "./command.ts";
import { readHeredoc } from "./heredoc.ts";
import type { LineReader } from "./line-reader.ts";
import { mixedArray } from "./validate.ts";

/** COPY and ADD: sources and a destination; COPY may take them from an image or a stage. */
export function readCopy(
  reader: LineReader,
  command: Command,
  keyword: "COPY" | "ADD",
): Instruction {
  const { location } = reader;
  const json = jsonStrings(reader.args(command));
  const words = json === null ? wordsOf(reader.line.text, command) : [];
  const paths = json ?? words.map(({ text }) => text);
  const whole = { start: command.start, end: command.end };
  if (paths === "mixed") reader.reject({ message: mixedArray, ...whole });
  else if (paths.length < 2)
    reader.reject({ message: `${keyword} needs a source and a destination`, ...whole });
  else if (readHeredoc(paths.at(-1) ?? ""))
    reader.reject({ message: `a heredoc cannot be the destination of ${keyword}`, ...whole });
  const expandable = words
    .filter(({ text }) => !readHeredoc(text))
    .map((word) => reader.text(word));
  if (keyword === "ADD") return { keyword: "OTHER", name: keyword, ...location, expandable };
  const flag = command.flags.find(({ name, value }) => name === "from" && value !== null);
  const value = flag ? reader.line.slice(flag.valueStart, flag.end) : null;
  const from =
    flag?.value && value ? { text: flag.value, region: value.region, written: value.text } : null;
  return { keyword, ...location, from, expandable };
}
