import { parseArgs } from "node:util";
import type { Command, FixOptions, LintOptions, ScanOptions } from "./command.ts";
import { parseCalendarDate } from "../text/calendar-date.ts";
import type { Level } from "../domain/rule/finding.ts";
import { levels } from "../domain/rule/finding.ts";
import type { Given, OptionName } from "./options.ts";
import { checking, optionKinds } from "./options.ts";
import { isInspectFormat } from "../report/inspect/index.ts";
import { readBuildArgs, readNetwork, readOutputs } from "./read-options.ts";
import { oneOf, UsageError } from "../domain/settings/usage-error.ts";
import { suggestion } from "../text/suggestion.ts";

const commands = [
  "lint",
  "inspect",
  "explain",
  "rules",
  "config",
  "init",
  "facts",
  "cache",
] as const;

/** Reads the command line. Throws UsageError with the way out. */
export function readCommandLine(argv: readonly string[], ruleIds: readonly string[]): Command {
  const { given, positionals } = split(argv);
  const has = (name: OptionName): boolean => given.some((option) => option.name === name);
  if (has("help")) return { kind: "help" };
  if (has("version")) return { kind: "version" };
  const [first, ...rest] = positionals;
  const command = commands.find((name) => name === first) ?? "lint";
  const paths = command === first ? rest : positionals;
  switch (command) {
    case "rules":
    case "init":
      if (paths.length > 0) throw new UsageError(`inferlint ${command} takes no arguments`);
      return { kind: command };
    case "explain": {
      const [rule] = paths;
      if (rule === undefined || paths.length > 1)
        throw new UsageError("inferlint explain takes one rule: inferlint rules lists them");
      return { kind: "explain", rule: knownRule(rule, ruleIds) };
    }
    case "lint":
      return { kind: command, options: readLint(given, paths, ruleIds) };
    case "config": {
      const options = readLint(given, paths, ruleIds);
      if (paths.length > 1 || paths[0] === "-")
        throw new UsageError("inferlint config takes one file: it shows what is set for it");
      rejectOtherFormats(options, command);
      return { kind: command, options };
    }
    case "inspect": {
      const options = readScanOptions(given, paths);
      const surplus = checking.find(has);
      if (surplus)
        throw new UsageError(`--${surplus} is about judging, and inferlint inspect does not judge`);
      rejectOtherFormats(options, command);
      return { kind: command, options };
    }
    case "facts":
      return readFactsCommand(given, paths);
    case "cache": {
      const action = oneAction(command, paths, ["clear", "path"]);
      if (paths.length > 1) throw new UsageError(`inferlint cache ${action} takes no arguments`);
      rejectAllBut(["cache-dir"], given, `inferlint cache ${action}`);
      return { kind: command, action, options: readNetwork(withOnline(given)) };
    }
  }
}

/** A command that asks registries by itself takes what belongs to asking. */
function withOnline(given: readonly Given[]): readonly Given[] {
  return [{ name: "online", value: "" }, ...given];
}

function readFactsCommand(given: readonly Given[], words: readonly string[]): Command {
  const action = oneAction("facts", words, ["update", "show"]);
  const rest = words.slice(1);
  const command = `inferlint facts ${action}`;
  const elsewhere: readonly OptionName[] = [...checking, "stdin-filename", "strict"];
  const rejected: readonly OptionName[] =
    action === "update" ? [...elsewhere, "format", "offline", "facts"] : [...elsewhere, "output"];
  for (const { name } of given)
    if (rejected.includes(name)) throw new UsageError(`${command} takes no --${name}`);
  if (action === "update") {
    const [file = "", other] = given.flatMap(({ name, value }) => (name === "output" ? value : []));
    if (other !== undefined)
      throw new UsageError(`${command} writes one file: ${file} or ${other}`);
    if (file === "" || file === "-")
      throw new UsageError(`${command} needs --output FILE, the file it writes`);
    if (rest.includes("-")) throw new UsageError(`${command} reads files, not standard input`);
    const looked = given.filter(({ name }) => name !== "output");
    return { kind: "facts update", options: readScanOptions(withOnline(looked), rest), file };
  }
  const [image] = rest;
  if (image === undefined || rest.length > 1)
    throw new UsageError(`${command} takes one image: mcr.microsoft.com/azureml/…`);
  const options = readScanOptions(given, []);
  rejectOtherFormats(options, "facts show");
  return { kind: "facts show", options, image };
}

function oneAction<Action extends string>(
  command: string,
  [action = ""]: readonly string[],
  actions: readonly Action[],
): Action {
  const found = actions.find((name) => name === action);
  if (found !== undefined) return found;
  throw new UsageError(
    `inferlint ${command} takes ${actions.join(" or ")}${suggestion(action, actions)}; a directory of that name is ./${command}`,
  );
}

function rejectAllBut(
  allowed: readonly OptionName[],
  given: readonly Given[],
  command: string,
): void {
  const surplus = given.find(({ name }) => !allowed.includes(name) && name !== "debug");
  if (surplus) throw new UsageError(`${command} takes no --${surplus.name}`);
}

function rejectOtherFormats({ outputs }: ScanOptions, command: string): void {
  if (!outputs.every(({ format }) => isInspectFormat(format)))
    throw new UsageError(`inferlint ${command} writes text and json`);
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

function readScanOptions(given: readonly Given[], paths: readonly string[]): ScanOptions {
  const last = lastOf(given);
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
  const config = last("config");
  if (config !== null && last("no-config") !== null)
    throw new UsageError("--config and --no-config exclude each other");
  return {
    ...readNetwork(given),
    paths,
    outputs: readOutputs(given),
    asOf: day,
    target: last("target"),
    buildArgs: readBuildArgs(given),
    stdinFilename,
    config: config === null ? (last("no-config") === null ? "nearest" : "none") : { file: config },
    policy: last("policy"),
    exclude: [],
    forceExclude: last("force-exclude") !== null,
    color,
    quiet: last("quiet") !== null,
    debug: last("debug") !== null,
  };
}

function readLint(
  given: readonly Given[],
  paths: readonly string[],
  ruleIds: readonly string[],
): LintOptions {
  const look = readScanOptions(given, paths);
  const all = (name: OptionName): string[] =>
    given.filter((option) => option.name === name).map(({ value }) => value);
  const has = (name: OptionName): boolean => all(name).length > 0;
  const ruleLevels = new Map<string, Level | "off">();
  for (const value of all("rule")) {
    const [, id, level] = /^([^=]+)=(.*)$/s.exec(value) ?? [];
    if (id === undefined || level === undefined)
      throw new UsageError(`--rule ${value} is not ID=LEVEL (eol-os=warning)`);
    ruleLevels.set(knownRule(id, ruleIds), oneOf("--rule", level, [...levels, "off"] as const));
  }
  const only = all("only").flatMap((value) => value.split(","));
  const failOn = all("fail-on").at(-1);
  const includeSuppressed = has("sarif-include-suppressed");
  if (includeSuppressed && look.outputs.every(({ format }) => format !== "sarif"))
    throw new UsageError("--sarif-include-suppressed is about --format sarif");
  const fix = readFix(has, look);
  const updateBaseline = has("update-baseline") ? (has("baseline-add") ? "add" : "remove") : "no";
  if (has("baseline-add") && updateBaseline === "no")
    throw new UsageError("--baseline-add belongs to --update-baseline");
  if (updateBaseline !== "no" && fix)
    throw new UsageError("--update-baseline and --fix are two steps: fix first");
  if (updateBaseline !== "no" && paths.includes("-"))
    throw new UsageError("--update-baseline is about files, not about standard input");
  return {
    ...look,
    failOn: failOn === undefined ? null : oneOf("--fail-on", failOn, [...levels, "never"] as const),
    levels: ruleLevels,
    only: only.length === 0 ? null : only.map((id) => knownRule(id.trim(), ruleIds)),
    ignore: [],
    inlineIgnores: !has("no-inline-ignores"),
    baseline: all("baseline").at(-1) ?? null,
    updateBaseline,
    fix,
    includeSuppressed,
    verbose: false,
  };
}

function readFix(
  has: (name: OptionName) => boolean,
  { paths, outputs }: ScanOptions,
): FixOptions | null {
  const [fix, unsafe, diff] = [has("fix"), has("unsafe-fixes"), has("diff")];
  if (!fix && !diff) {
    if (unsafe) throw new UsageError("--unsafe-fixes belongs to --fix or --diff");
    return null;
  }
  if (!diff && paths.includes("-"))
    throw new UsageError("--fix cannot change standard input: --diff shows the changes");
  if (diff && outputs.some(({ format, file }) => file === null && format !== "text"))
    throw new UsageError("--diff takes standard output: give the --format an --output FILE");
  return { unsafe, diff };
}

function lastOf(given: readonly Given[]): (name: OptionName) => string | null {
  return (name) => given.findLast((option) => option.name === name)?.value ?? null;
}

function knownRule(id: string, ruleIds: readonly string[]): string {
  if (ruleIds.includes(id)) return id;
  throw new UsageError(
    `there is no rule ${id}${suggestion(id, ruleIds)}; inferlint rules lists them`,
  );
}
