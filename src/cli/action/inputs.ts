import { UsageError } from "../../domain/settings/usage-error.ts";
import { suggestion, meantName } from "../../text/suggestion.ts";
import { readFailOn, readFormat } from "../arguments/choice.ts";
import type { Io } from "../io.ts";

/**
 * The inputs of action.yml and their defaults; a test compares the two. The runner passes an input that has an empty value like one
 * that is left out, if its default is empty: so a policy or a facts file whose expression gives nothing would be off unnoticed.
 */
export const inputDefaults = {
  paths: ".",
  "working-directory": ".",
  config: "",
  policy: "env:INFERLINT_POLICY",
  facts: "env:INFERLINT_FACTS",
  format: "github",
  "fail-on": "",
  strict: "false",
  baseline: "",
  against: "",
  online: "false",
  "sarif-file": "",
} as const;

type InputName = keyof typeof inputDefaults;

/** Inputs that were read; null where the command line has its own default. */
export interface ActionInputs {
  readonly paths: readonly string[];
  readonly workingDirectory: string;
  readonly config: string | null;
  readonly policy: string | null;
  readonly facts: string | null;
  readonly format: ReturnType<typeof readFormat>;
  readonly failOn: string | null;
  readonly strict: boolean;
  readonly baseline: string | null;
  readonly against: string | null;
  readonly online: boolean;
  readonly sarifFile: string | null;
}

/**
 * Reads the inputs as @actions/core does: `INPUT_` and the name in upper case, blanks around a value do not count.
 * @throws UsageError for a value that is not valid, and for a misspelt name, of which the runner only warns
 */
export function readInputs(env: Io["env"]): ActionInputs {
  rejectMisspelt(env);
  const read = (name: InputName): string => (env[variableOf(name)] ?? inputDefaults[name]).trim();
  const orNull = (name: InputName): string | null => read(name) || null;
  const [failOn, format] = [orNull("fail-on"), read("format") || inputDefaults.format];
  return {
    paths: readPaths(read("paths")),
    workingDirectory: read("working-directory") || inputDefaults["working-directory"],
    config: orNull("config"),
    policy: readGateFile("policy", read("policy")),
    facts: readGateFile("facts", read("facts")),
    format: readFormat(format, "the input format"),
    failOn: failOn === null ? null : readFailOn(failOn, "the input fail-on"),
    strict: readBoolean("strict", read("strict")),
    baseline: orNull("baseline"),
    against: orNull("against"),
    online: readBoolean("online", read("online")),
    sarifFile: orNull("sarif-file"),
  };
}

/** The name of the environment variable in which the runner passes an input. */
function variableOf(input: string): string {
  return `INPUT_${input.toUpperCase()}`;
}

/** One path a line; without any, everything is checked. */
function readPaths(text: string): readonly string[] {
  const paths = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  if (paths.includes("-"))
    throw new UsageError(
      "the input paths cannot name standard input, which a step does not have; a file of that name is ./-",
    );
  return paths.length === 0 ? [inputDefaults.paths] : paths;
}

/** A file that decides a gate; null for what the environment variable says. */
function readGateFile(name: "policy" | "facts", value: string): string | null {
  if (value === inputDefaults[name]) return null;
  if (value !== "") return value;
  throw new UsageError(
    `the input ${name} is set but empty: set it to the path of a file, or leave it out`,
  );
}

/** As YAML 1.2 has it in its core schema. */
function readBoolean(name: InputName, value: string): boolean {
  if (/^(?:true|True|TRUE)$/.test(value)) return true;
  if (/^(?:false|False|FALSE)$/.test(value)) return false;
  throw new UsageError(
    `the input ${name} must be true or false, ${value === "" ? "and is set but empty" : `not ${value}`}`,
  );
}

function rejectMisspelt(env: Io["env"]): void {
  const known = Object.keys(inputDefaults);
  for (const variable of Object.keys(env)) {
    const input = /^INPUT_(.+)$/.exec(variable)?.[1]?.toLowerCase();
    if (input === undefined || known.includes(input)) continue;
    if (meantName(input, known) !== undefined)
      throw new UsageError(`there is no input ${input}${suggestion(input, known)}`);
  }
}
