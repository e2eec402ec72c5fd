import type { Rejection } from "../domain/build/dockerfile.ts";
import { joinList } from "../text/list.ts";
import { meantName, suggestion } from "../text/suggestion.ts";

/** What BuildKit rejects while it parses a Dockerfile (frontend/dockerfile/parser and instructions), one function each. */

/** Longer words are shortened in messages: the location shows the rest. */
const maxShownLength = 40;

function shortened(text: string): string {
  return text.length > maxShownLength ? `${text.slice(0, maxShownLength)}…` : text;
}

/** The longest instruction, HEALTHCHECK, and a letter more. */
const maxMisspelt = 12;

/** Whether an unknown instruction is a misspelt FROM. @param known the names of all instructions */
export function meansFrom(keyword: string, known: readonly string[]): boolean {
  return keyword.length <= maxMisspelt && meantName(keyword, known) === "FROM";
}

/** @param known the names of all instructions */
export function unknownInstruction(keyword: string, known: readonly string[]): Rejection {
  // Longer words are no typing errors, and a file can hold hundreds of thousands of them.
  const hint = keyword.length > maxMisspelt ? "" : suggestion(keyword, known);
  const message = `unknown instruction ${shortened(keyword)}${hint}`;
  return { code: "unknown-instruction", message };
}

export function emptyInstruction(): Rejection {
  return { code: "empty-instruction", message: "line continuation without an instruction" };
}

/** @param what is missing, such as "port" @param keyword the instruction, such as "EXPOSE" */
export function missingArgument(what: string, keyword: string): Rejection {
  return { code: "missing-argument", message: `missing ${what} after ${keyword}` };
}

export function fromArguments(): Rejection {
  const message = "invalid FROM: write FROM IMAGE or FROM IMAGE AS STAGE";
  return { code: "from-arguments", message };
}

export function invalidStageName(): Rejection {
  const message =
    "invalid stage name: start with a letter and use only letters, digits, '-', '_' and '.'";
  return { code: "invalid-stage-name", message };
}

export function missingPath(keyword: "ADD" | "COPY"): Rejection {
  return { code: "missing-path", message: `missing source or destination in ${keyword}` };
}

export function heredocDestination(keyword: "ADD" | "COPY"): Rejection {
  const message = `heredoc as the destination of ${keyword}: only a source can be a heredoc`;
  return { code: "heredoc-destination", message };
}

export function missingValue(keyword: "ENV" | "LABEL"): Rejection {
  return {
    code: "missing-value",
    message: `missing name or value in ${keyword}: write ${keyword} NAME=VALUE`,
  };
}

/** Nothing after the instruction, which its line parser accepts. */
export function missingPair(keyword: "ENV" | "LABEL"): Rejection {
  return { ...missingValue(keyword), code: "missing-argument" };
}

export function missingEquals(keyword: "ENV" | "LABEL"): Rejection {
  const message = `missing '=' in ${keyword}: write each pair as NAME=VALUE`;
  return { code: "missing-equals", message };
}

export function emptyName(keyword: "ARG" | "ENV" | "LABEL"): Rejection {
  return { code: "empty-name", message: `empty name in ${keyword}` };
}

export function onbuildTrigger(keyword: string): Rejection {
  return { code: "onbuild-trigger", message: `ONBUILD ${keyword} is not allowed` };
}

export function nonStringInArray(): Rejection {
  return { code: "non-string-in-array", message: "JSON array with a value that is not a string" };
}

export function shellArguments(): Rejection {
  const message = `invalid SHELL: write a JSON array of strings, such as ["/bin/sh", "-c"]`;
  return { code: "shell-arguments", message };
}

export function emptyVolume(): Rejection {
  return { code: "empty-volume", message: "empty path in VOLUME" };
}

export function healthcheckType(): Rejection {
  const message = "invalid HEALTHCHECK: write HEALTHCHECK CMD COMMAND or HEALTHCHECK NONE";
  return { code: "healthcheck-type", message };
}

export function healthcheckNoneArguments(): Rejection {
  return { code: "healthcheck-none-arguments", message: "arguments after HEALTHCHECK NONE" };
}

/** @param known the flags of the instruction, without `--` */
export function unknownFlag(flag: string, keyword: string, known: readonly string[]): Rejection {
  const hint = suggestion(
    `--${flag}`,
    known.map((name) => `--${name}`),
  );
  return {
    code: "unknown-flag",
    message: `unknown flag --${shortened(flag)} of ${keyword}${hint}`,
  };
}

export function duplicateFlag(flag: string): Rejection {
  return { code: "duplicate-flag", message: `flag --${flag} appears twice` };
}

export function missingFlagValue(flag: string): Rejection {
  return { code: "missing-flag-value", message: `missing value of flag --${flag}` };
}

/** @param allowed the values that BuildKit accepts */
export function invalidFlagValue(flag: string, allowed: readonly string[]): Rejection {
  const message = `invalid value of flag --${flag}: use ${joinList(allowed, "or")}`;
  return { code: "invalid-flag-value", message };
}

/** @param flag without `--` */
export function invalidInterval(flag: string): Rejection {
  const message = `invalid value of flag --${flag}: use a duration of a millisecond or more, such as 30s`;
  return { code: "invalid-interval", message };
}

export function invalidRetries(): Rejection {
  return {
    code: "invalid-retries",
    message: "invalid value of flag --retries: use a number of 0 or more",
  };
}

export function invalidMount(): Rejection {
  const message = "invalid value of flag --mount: write its options as comma-separated values";
  return { code: "invalid-mount", message };
}

/** @param option of --mount, as written */
export function unknownMountOption(option: string): Rejection {
  const message = `unknown option "${shortened(option)}" of flag --mount`;
  return { code: "unknown-mount-option", message };
}

/** @param option of --mount, as written */
export function missingMountValue(option: string): Rejection {
  const message = `missing value of option ${shortened(option)} of flag --mount: write KEY=VALUE`;
  return { code: "missing-mount-value", message };
}

export function variableInMountFrom(): Rejection {
  const message =
    "variable in from= of --mount: add a stage FROM that image and use the stage name";
  return { code: "variable-in-mount-from", message };
}

export function instructionBeforeFrom(): Rejection {
  const message = "instruction before the first FROM: only ARG is allowed there";
  return { code: "instruction-before-from", message };
}

export function noFrom(): Rejection {
  return { code: "no-from", message: "no FROM instruction" };
}

export function noInstructions(): Rejection {
  return { code: "no-instructions", message: "no instructions" };
}

export function lineTooLong(): Rejection {
  return { code: "line-too-long", message: "line longer than 65,535 bytes" };
}

/** BuildKit reads bytes, and splits at some of those that are not UTF-8. @param what such as "a flag" */
export function notUtf8(what: string): Rejection {
  const message = `${what} has bytes that are not UTF-8, so where it ends is not known`;
  return { code: "not-utf-8", message };
}

/** @param name the line that would end the heredoc */
export function unterminatedHeredoc(name: string): Rejection {
  const message = `unterminated heredoc: no line contains just ${shortened(name)}`;
  return { code: "unterminated-heredoc", message };
}

export function duplicateDirective(name: string): Rejection {
  return { code: "duplicate-directive", message: `directive ${name} appears twice` };
}

export function invalidEscape(): Rejection {
  return { code: "invalid-escape", message: "invalid escape directive: use \\ or `" };
}

/** Rejected when the line is parsed. BuildKit rejects everything else about an ONBUILD trigger only when it runs. */
const ofLineParser: ReadonlySet<string> = new Set(
  [missingEquals("ENV"), missingValue("ENV"), nonStringInArray()].map(({ code }) => code),
);

/** Whether BuildKit's line parser rejects it, which also parses the instruction after ONBUILD. */
export function isOfLineParser({ code }: Rejection): boolean {
  return ofLineParser.has(code);
}
