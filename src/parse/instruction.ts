import type { CommandLine, Instruction, Problem, Text } from "../domain/build/dockerfile.ts";
import type { Command } from "./command.ts";
import { jsonStrings, splitCommand } from "./command.ts";
import type { LineOptions } from "./line-reader.ts";
import { LineReader } from "./line-reader.ts";
import type { LogicalLine } from "./logical-line.ts";
import { readMounts } from "./mounts.ts";
import { readCopy } from "./read-copy.ts";
import { readFrom } from "./read-from.ts";
import { readArg, readPairs } from "./read-pairs.ts";
import * as rejections from "./rejections.ts";
import { cutContinuation } from "./segment.ts";
import { instructionNames, isInstruction, rejectedArguments, rejectedFlag } from "./validate.ts";

export interface ParsedInstruction {
  /** Null if nothing of the instruction can be used. */
  readonly instruction: Instruction | null;
  readonly problems: readonly Problem[];
}

/** Reads one logical line as BuildKit does; of a line that BuildKit rejects, it keeps all parts that can be used. */
export function readInstruction(
  line: LogicalLine,
  escape: string,
  options: LineOptions,
): ParsedInstruction {
  return readCommand(line, splitCommand(line.text, escape), escape, options);
}

function readCommand(
  line: LogicalLine,
  command: Command,
  escape: string,
  options: LineOptions,
): ParsedInstruction {
  const reader = new LineReader(line, escape, options);
  return { instruction: read(reader, command), problems: reader.problems };
}

function read(reader: LineReader, command: Command): Instruction | null {
  const { keyword } = command;
  const { location } = reader;
  if (!isInstruction(keyword)) {
    const known = reader.options.wantsSuggestions ? instructionNames : [];
    const rejection =
      keyword === ""
        ? rejections.emptyInstruction()
        : rejections.unknownInstruction(keyword, known);
    const end = Math.max(1, reader.line.text.search(/\s|$/));
    return reader.rejectWhole(rejection, { end }, rejections.meansFrom(keyword, known));
  }
  const rejected = rejectedFlag(command);
  if (rejected) {
    reader.reject(rejected.rejection, rejected.flag);
    // Instructions that can name an image are read all the same; others are skipped.
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
      return reader.words(command).length === 0
        ? reader.rejectWhole(rejections.missingArgument("user", keyword), command)
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
        ...(keyword === "CMD" || keyword === "ENTRYPOINT"
          ? { command: commandLine(reader, command) }
          : {}),
      };
  }
}

function readRun(reader: LineReader, command: Command): Instruction {
  const { froms, rejected, rejectedIfBuilt } = readMounts(reader.line, command);
  for (const { rejection, flag } of rejected) reader.reject(rejection, flag);
  rejectArguments(reader, command);
  const mountCount = command.flags.filter(({ name }) => name === "mount").length;
  const mountProblems = rejectedIfBuilt.map(({ rejection, flag }) =>
    reader.problem(rejection, flag),
  );
  const namesConda = /conda|mamba/.test(reader.line.text);
  return {
    ...{ keyword: "RUN", ...reader.location, mountFroms: froms, mountCount, mountProblems },
    command: namesConda ? commandLine(reader, command) : null,
  };
}

function commandLine(reader: LineReader, command: Command): CommandLine {
  const { line } = reader;
  const text = reader.args(command);
  const strings = jsonStrings(text);
  return {
    text,
    strings: strings === "mixed" ? null : strings,
    region: (start, end) => line.region(command.start + start, command.start + end),
  };
}

function readOnbuild(reader: LineReader, command: Command): Instruction | null {
  const { line, escape, location } = reader;
  const trigger = splitCommand(line.text, escape, command.start);
  if (trigger.keyword === "")
    return reader.rejectWhole(rejections.missingArgument("instruction", "ONBUILD"), command);
  // Here BuildKit compares in upper case: `maıntainer` is refused as MAINTAINER.
  const name = trigger.keyword.toUpperCase();
  if (["ONBUILD", "FROM", "MAINTAINER"].includes(name)) {
    reader.reject(rejections.onbuildTrigger(name), command);
    return null;
  }
  const rejected = readCommand(line, trigger, escape, reader.options).problems.filter(
    rejections.isOfLineParser,
  );
  reader.problems.push(...rejected);
  const run = readTrigger(reader);
  const nothing = { keyword: "OTHER", name: trigger.keyword, ...location, expandable: [] } as const;
  return {
    keyword: "ONBUILD",
    ...location,
    trigger: run.instruction ?? nothing,
    // What the line parser has rejected is not reported again.
    triggerProblems: run.problems.filter(({ code }) => !rejected.some((one) => one.code === code)),
  };
}

const onbuild = /^[\t\n\f\r ]*ONBUILD[\t\n\f\r ]*/i;

/**
 * When the trigger runs, BuildKit reads its text as a file of its own, in which the backslash is the escape. An ONBUILD that is
 * not spelled in ASCII (`ONBUİLD`) stays in that text, so that the trigger is another ONBUILD, which never runs.
 */
function readTrigger({ line, options }: LineReader): ParsedInstruction {
  const start = onbuild.exec(line.text)?.[0].length;
  if (start === undefined) return { instruction: null, problems: [] };
  const { text } = cutContinuation(line.text, "\\");
  return readCommand(line, splitCommand(text, "\\", start), "\\", options);
}

function rejectArguments(reader: LineReader, command: Command): void {
  const rejection = rejectedArguments(reader.line.text, command);
  if (rejection) reader.reject(rejection, command);
}

/** The words of an instruction in which BuildKit expands variables. */
function expandable(reader: LineReader, command: Command): readonly Text[] {
  switch (command.keyword) {
    case "WORKDIR":
    case "STOPSIGNAL":
      return [reader.line.slice(command.start, command.end)];
    case "EXPOSE":
    case "VOLUME":
      // BuildKit has no JSON form of EXPOSE.
      return command.keyword === "VOLUME" && jsonStrings(reader.args(command))
        ? []
        : reader.words(command).map((word) => reader.text(word));
    default:
      return [];
  }
}
