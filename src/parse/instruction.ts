import type { Instruction, Problem, Text } from "../domain/build/dockerfile.ts";
import { wordsOf } from "./ast.ts";
import type { Command } from "./command.ts";
import { jsonStrings, splitCommand } from "./command.ts";
import { LineReader } from "./line-reader.ts";
import type { LogicalLine } from "./logical-line.ts";
import { readMounts } from "./mounts.ts";
import { readCopy } from "./read-copy.ts";
import { readFrom } from "./read-from.ts";
import { readArg, readPairs } from "./read-pairs.ts";
import { keywords, mixedArray, rejectedArguments, rejectedFlag } from "./validate.ts";

export interface ParsedInstruction {
  /** Null where nothing of the instruction can be used. */
  readonly instruction: Instruction | null;
  readonly problems: readonly Problem[];
}

/** Reads one logical line as BuildKit does, keeping what can be kept of a line that it refuses. */
export function readInstruction(line: LogicalLine, escape: string): ParsedInstruction {
  return readCommand(line, splitCommand(line.text, escape), escape);
}

function readCommand(line: LogicalLine, command: Command, escape: string): ParsedInstruction {
  const reader = new LineReader(line, escape);
  return { instruction: read(reader, command), problems: reader.problems };
}

function read(reader: LineReader, command: Command): Instruction | null {
  const { keyword } = command;
  const { location } = reader;
  if (!keywords.has(keyword)) {
    const end = Math.max(1, reader.line.text.search(/\s|$/));
    return reader.unusable(notAnInstruction(keyword), { end });
  }
  const flag = rejectedFlag(command);
  if (flag) {
    reader.reject(flag);
    // What names an image is kept; the rest of a malformed instruction is skipped.
    if (!["FROM", "COPY", "RUN"].includes(keyword)) return null;
  }
  switch (keyword) {
    case "FROM":
      return readFrom(reader, command);
    case "ARG":
      return readArg(reader, command);
    case "ENV":
    case "LABEL":
      return readPairs(reader, command, keyword);
    case "USER":
      return wordsOf(reader.line.text, command).length === 0
        ? reader.unusable("USER needs a user", command)
        : { keyword, ...location, user: reader.line.slice(command.start, command.end) };
    case "COPY":
    case "ADD":
      return readCopy(reader, command, keyword);
    case "RUN":
      return readRun(reader, command);
    case "ONBUILD":
      return readOnbuild(reader, command);
    default:
      rejectArguments(reader, command);
      return {
        keyword: "OTHER",
        name: keyword,
        ...location,
        expandable: expandable(reader, command),
      };
  }
}

function readRun(reader: LineReader, command: Command): Instruction {
  const { froms, rejections } = readMounts(reader.line, command);
  for (const rejection of rejections) reader.reject(rejection);
  rejectArguments(reader, command);
  const mountCount = command.flags.filter(({ name }) => name === "mount").length;
  return { keyword: "RUN", ...reader.location, mountFroms: froms, mountCount };
}

/** Refusals of BuildKit's line parser, which reads the trigger too; all others come when the trigger runs. */
const parserRejections = new RegExp(
  `takes name=value here|needs a name and a value|^${mixedArray}$`,
);

function readOnbuild(reader: LineReader, command: Command): Instruction | null {
  const { line, escape, location } = reader;
  const trigger = splitCommand(line.text, escape, command.start);
  if (trigger.keyword === "") return reader.unusable("ONBUILD needs an instruction", command);
  if (["ONBUILD", "FROM", "MAINTAINER"].includes(trigger.keyword)) {
    const message = `ONBUILD ${trigger.keyword} is not allowed`;
    reader.reject({ message, start: command.start, end: command.end });
    return null;
  }
  const { instruction, problems } = readCommand(line, trigger, escape);
  const isParsers = ({ message }: Problem): boolean => parserRejections.test(message);
  for (const problem of problems.filter(isParsers)) reader.problems.push(problem);
  const nothing = { keyword: "OTHER", name: trigger.keyword, ...location, expandable: [] } as const;
  return {
    keyword: "ONBUILD",
    ...location,
    trigger: instruction ?? nothing,
    triggerProblems: problems.filter((problem) => !isParsers(problem)),
  };
}

function rejectArguments(reader: LineReader, command: Command): void {
  const message = rejectedArguments(reader.line.text, command);
  if (message !== null) reader.reject({ message, start: command.start, end: command.end });
}

function expandable(reader: LineReader, command: Command): readonly Text[] {
  switch (command.keyword) {
    case "WORKDIR":
    case "STOPSIGNAL":
      return [reader.line.slice(command.start, command.end)];
    case "EXPOSE":
    case "VOLUME":
      return jsonStrings(reader.args(command))
        ? []
        : wordsOf(reader.line.text, command).map((word) => reader.text(word));
    default:
      return [];
  }
}

/** Quotes no more of a file than is needed to recognise the place. */
function notAnInstruction(keyword: string): string {
  if (keyword === "") return "an empty line is not an instruction";
  return `${keyword.length > 40 ? `${keyword.slice(0, 40)}…` : keyword} is not an instruction`;
}
