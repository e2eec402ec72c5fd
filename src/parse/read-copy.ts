import type { CopyInstruction, Instruction } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import { jsonStrings } from "./command.ts";
import { readHeredoc } from "./heredoc.ts";
import type { LineReader } from "./line-reader.ts";
import { heredocDestination, missingPath, nonStringInArray } from "./rejections.ts";
import type { Span } from "./words.ts";

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
  const copied = pathsOf(reader, command, words, json);
  if (keyword === "ADD") {
    const { sources, destination } = copied;
    const expandable = destination ? [...sources, destination] : sources;
    return { keyword: "OTHER", name: keyword, ...location, expandable };
  }
  const flag = command.flags.find(({ name, value }) => name === "from" && value !== null);
  const value = flag ? reader.line.slice(flag.valueStart, flag.end) : null;
  const from =
    flag?.value && value ? { text: flag.value, region: value.region, written: value.text } : null;
  const parents = command.flags.some(
    ({ name, value }) => name === "parents" && value?.toLowerCase() !== "false",
  );
  return { keyword, ...location, from, ...copied, parents };
}

/** Sources and destination; the strings of a JSON array are all located at the array. */
function pathsOf(
  reader: LineReader,
  command: Command,
  words: readonly Span[],
  json: ReturnType<typeof jsonStrings>,
): Pick<CopyInstruction, "sources" | "destination"> {
  if (json === "mixed") return { sources: [], destination: null };
  const { region } = reader.line.slice(command.start, command.end);
  const paths = json?.map((text) => ({ text, region })) ?? words.map((word) => reader.text(word));
  const last = paths.length < 2 ? undefined : paths.at(-1);
  return {
    sources: (last ? paths.slice(0, -1) : paths).filter(({ text }) => !readHeredoc(text)),
    destination: last && !readHeredoc(last.text) ? last : null,
  };
}
