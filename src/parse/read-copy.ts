import type { Instruction } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import { jsonStrings } from "./command.ts";
import { readHeredoc } from "./heredoc.ts";
import type { LineReader } from "./line-reader.ts";
import { heredocDestination, missingPath, nonStringInArray } from "./rejections.ts";

/** COPY and ADD: sources and a destination; `COPY --from` copies from an image or a stage. */
export function readCopy(
  reader: LineReader,
  command: Command,
  keyword: "COPY" | "ADD",
): Instruction {
  const { location } = reader;
  const json = jsonStrings(reader.args(command));
  const words = json === null ? reader.words(command) : [];
  const paths = json ?? words.map(({ text }) => text);
  if (paths === "mixed") reader.reject(nonStringInArray(), command);
  else if (paths.length < 2) reader.reject(missingPath(keyword), command);
  else if (readHeredoc(paths.at(-1) ?? "")) reader.reject(heredocDestination(keyword), command);
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
