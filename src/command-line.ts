import { parseArgs } from "node:util";
import type { CalendarDate } from "./domain/calendar-date.ts";
import { parseCalendarDate } from "./domain/calendar-date.ts";
import type { Level } from "./domain/finding.ts";
import { levels } from "./domain/finding.ts";
import { nearestNames } from "./domain/nearest-names.ts";

/** Something about the command line that a user can mend: exit 2. */
export class UsageError extends Error {}

export const formats = ["text", "json", "sarif"] as const;
export type Format = (typeof formats)[number];

export interface Output {
  readonly format: Format;
  /** Null for standard output. */
  readonly file: string | null;
}

/** What `lint` and `inspect` share. */
export interface LookOptions {
  readonly paths: readonly string[];
  readonly outputs: readonly Output[];
  readonly asOf: CalendarDate | null;
  readonly target: string | null;
  /** A null value is taken from the environment, as `docker build` does. */
  readonly buildArgs: ReadonlyMap<string, string | null>;
  readonly stdinFilename: string | null;
  readonly color: "auto" | "always" | "never";
  readonly quiet: boolean;
  readonly debug: boolean;
}

export interface LintOptions extends LookOptions {
  readonly failOn: Level | "never";
  readonly levels: ReadonlyMap<string, Level | "off">;
  readonly only: readonly string[] | null;
}

export type Command =
  | { readonly kind: "lint"; readonly options: LintOptions }
  | { readonly kind: "inspect"; readonly options: LookOptions }
  | { readonly kind: "explain"; readonly rule: string }
  | { readonly kind: "rules" | "help" | "version" };

const commands = ["lint", "inspect", "explain", "rules"] as const;

const optionKinds = {
  format: { type: "string", multiple: true },
  output: { type: "string", short: "o", multiple: true },
  "as-of": { type: "string" },
  offline: { type: "boolean" },
  target: { type: "string" },
  "build-arg": { type: "string", multiple: true },
  "fail-on": { type: "string" },
  rule: { type: "string", multiple: true },
  only: { type: "string", multiple: true },
  "stdin-filename": { type: "string" },
  quiet: { type: "boolean", short: "q" },
  color: { type: "string" },
  debug: { type: "boolean" },
  version: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const;

type OptionName = keyof typeof optionKinds;
const judging: readonly OptionName[] = ["fail-on", "rule", "only"];

interface Given {
  readonly name: OptionName;
  readonly value: string;
}

/** Reads the command line. Throws UsageError with the way out. */
export function readCommandLine(argv: readonly string[], ruleIds: readonly string[]): Command {
  const { given, positionals } = split(argv);
  const has = (name: OptionName): boolean => given.some((option) => option.name === name);
  if (has("help")) return { kind: "help" };
  if (has("version")) return { kind: "version" };
  const [first, ...rest] = positionals;
  const command = commands.find((name) => name === first) ?? "lint";
  const paths = command === first ? rest : positionals;
  if (command === "rules") {
    if (paths.length > 0) throw new UsageError("inferlint rules takes no arguments");
    return { kind: "rules" };
  }
  if (command === "explain") {
    const [rule] = paths;
    if (rule === undefined || paths.length > 1)
      throw new UsageError("inferlint explain takes one rule: inferlint rules lists them");
    return { kind: "explain", rule: knownRule(rule, ruleIds) };
  }
  const look = readLook(given, paths);
  if (command === "lint")
    return { kind: "lint", options: { ...look, ...readJudging(given, ruleIds) } };
  const surplus = judging.find(has);
  if (surplus)
    throw new UsageError(`--${surplus} is about judging, and inferlint inspect does not judge`);
  const output = look.outputs.find(({ format }) => format === "sarif");
  if (output) throw new UsageError("inferlint inspect writes text and json");
  return { kind: "inspect", options: look };
}

function split(argv: readonly string[]): { given: Given[]; positionals: string[] } {
  const { tokens } = parseArgs({
    args: [...argv],
    options: optionKinds,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const given: Given[] = [];
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind !== "option") continue;
    const { name, rawName, value } = token;
    if (!isOption(name)) throw new UsageError(unknownOption(rawName));
    const takesValue = optionKinds[name].type === "string";
    if (takesValue && value === undefined) throw new UsageError(`${rawName} needs a value`);
    if (!takesValue && value !== undefined) throw new UsageError(`${rawName} takes no value`);
    given.push({ name, value: value ?? "" });
  }
  return { given, positionals };
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionKinds, name);
}

function unknownOption(name: string): string {
  const known = Object.keys(optionKinds).map((option) => `--${option}`);
  return `there is no option ${name}${suggestion(name, known)}; inferlint --help lists them`;
}

function readLook(given: readonly Given[], paths: readonly string[]): LookOptions {
  const last = (name: OptionName): string | null =>
    given.findLast((option) => option.name === name)?.value ?? null;
  const asOf = last("as-of");
  const day = asOf === null ? null : parseCalendarDate(asOf);
  if (asOf !== null && day === null)
    throw new UsageError(`--as-of ${asOf} is not a day: write YYYY-MM-DD`);
  const stdinFilename = last("stdin-filename");
  if (stdinFilename !== null && !paths.includes("-"))
    throw new UsageError("--stdin-filename names standard input: give - as the path too");
  if (paths.includes("-") && paths.length > 1)
    throw new UsageError("- (standard input) stands alone");
  const color = oneOf("--color", last("color") ?? "auto", ["auto", "always", "never"] as const);
  return {
    paths,
    outputs: readOutputs(given),
    asOf: day,
    target: last("target"),
    buildArgs: readBuildArgs(given),
    stdinFilename,
    color,
    quiet: last("quiet") !== null,
    debug: last("debug") !== null,
  };
}

function readJudging(
  given: readonly Given[],
  ruleIds: readonly string[],
): Pick<LintOptions, "failOn" | "levels" | "only"> {
  const all = (name: OptionName): string[] =>
    given.filter((option) => option.name === name).map(({ value }) => value);
  const ruleLevels = new Map<string, Level | "off">();
  for (const value of all("rule")) {
    const [, id, level] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    if (id === undefined || level === undefined)
      throw new UsageError(`--rule ${value} is not ID=LEVEL (eol-os=warning)`);
    ruleLevels.set(knownRule(id, ruleIds), oneOf("--rule", level, [...levels, "off"] as const));
  }
  const only = all("only").flatMap((value) => value.split(","));
  return {
    failOn: oneOf("--fail-on", all("fail-on").at(-1) ?? "error", [...levels, "never"] as const),
    levels: ruleLevels,
    only: only.length === 0 ? null : only.map((id) => knownRule(id.trim(), ruleIds)),
  };
}

/** Each `-o` belongs to the `--format` before it; one format may go to standard output. */
function readOutputs(given: readonly Given[]): readonly Output[] {
  const outputs: { format: Format; file: string | null }[] = [];
  const hasFormat = given.some(({ name }) => name === "format");
  for (const { name, value } of given) {
    if (name === "format") outputs.push({ format: oneOf("--format", value, formats), file: null });
    if (name !== "output") continue;
    if (value === "") throw new UsageError("--output needs the name of a file");
    if (!hasFormat && outputs.length === 0) outputs.push({ format: "text", file: null });
    const output = outputs.at(-1);
    if (!output) throw new UsageError(`--output ${value} belongs behind the --format it is for`);
    if (output.file !== null) throw new UsageError(`--format ${output.format} has two outputs`);
    output.file = value;
  }
  if (outputs.length === 0) return [{ format: "text", file: null }];
  if (outputs.filter(({ file }) => file === null).length > 1)
    throw new UsageError("only one format goes to standard output: give the others --output FILE");
  const files = outputs.flatMap(({ file }) => file ?? []);
  if (new Set(files).size < files.length) throw new UsageError("two formats go to one file");
  return outputs;
}

function readBuildArgs(given: readonly Given[]): ReadonlyMap<string, string | null> {
  const args = new Map<string, string | null>();
  for (const { name, value } of given) {
    if (name !== "build-arg") continue;
    const equals = value.indexOf("=");
    const key = equals < 0 ? value : value.slice(0, equals);
    if (key === "") throw new UsageError(`--build-arg ${value} is not NAME=VALUE`);
    args.set(key, equals < 0 ? null : value.slice(equals + 1));
  }
  return args;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} takes ${allowed.join(", ")}, not ${value}${suggestion(value, allowed)}`,
  );
}

function knownRule(id: string, ruleIds: readonly string[]): string {
  if (ruleIds.includes(id)) return id;
  throw new UsageError(
    `there is no rule ${id}${suggestion(id, ruleIds)}; inferlint rules lists them`,
  );
}

function suggestion(wrong: string, known: readonly string[]): string {
  const [nearest] = nearestNames(wrong, known, 1);
  return nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
}
