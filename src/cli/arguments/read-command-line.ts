import type { FormerIds } from "../../domain/rule/rule-names.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { joinList } from "../../text/list.ts";
import { suggestion } from "../../text/suggestion.ts";
import type { Command } from "../command.ts";
import { formats, tableFormats } from "../../report/index.ts";
import type { CommandName } from "../command-table.ts";
import { commandsNamed, firstWords, otherCommandNames } from "../command-table.ts";
import { requirementPage } from "../../domain/rule/requirement.ts";
import { knownRule } from "./choice.ts";
import { withCurrentRules } from "./current-rules.ts";
import type { PassedOptions } from "./passed-options.ts";
import { requireValid, splitArguments } from "./passed-options.ts";
import { readImage, readImages } from "./read-images.ts";
import { readLintOptions } from "./read-lint.ts";
import { readMerge } from "./read-merge.ts";
import { readNetwork } from "./read-network.ts";
import { readColors, requireFormats } from "./read-outputs.ts";
import { readRollout } from "./read-rollout.ts";
import { readDays, readExpiring, readScanOptions } from "./read-scan.ts";

/** What a command line is read with. */
export interface ArgumentContext {
  readonly ruleIds: readonly string[];
  readonly formerIds?: FormerIds;
  /** Whether something of this name exists, relative to the working directory. */
  readonly isPath: (name: string) => boolean;
}

/**
 * Reads a command line, without the program's own name.
 * @throws UsageError with the fault and the remedy
 */
export function readCommandLine(argv: readonly string[], context: ArgumentContext): Command {
  const { passed: written, positionals } = splitArguments(argv);
  const passed = withCurrentRules(written, context.formerIds ?? new Map());
  const [first = "", second = ""] = positionals;
  if (passed.has("help")) {
    const [one, both] = [commandsNamed(first), commandsNamed(`${first} ${second}`)];
    if (one.length === 0) rejectMisspelt(first, context);
    return { kind: "help", commands: both.length > 0 ? both : one };
  }
  if (passed.has("version")) return { kind: "version" };
  const isCommand = firstWords.includes(first);
  if (!isCommand) rejectMisspelt(first, context);
  const words = isCommand ? positionals.slice(1) : positionals;
  return readCommand(isCommand ? first : "lint", words, passed, context);
}

function readCommand(
  first: string,
  words: readonly string[],
  passed: PassedOptions,
  { ruleIds, formerIds }: ArgumentContext,
): Command {
  switch (first) {
    case "help":
      requireValid(passed, "help");
      return { kind: "help", commands: helpTopic(words) };
    case "rules":
    case "init":
    case "version":
      requireValid(passed, first);
      rejectWords(first, words);
      return { kind: first };
    case "explain": {
      requireValid(passed, "explain");
      const [rule] = words;
      if (rule === undefined || words.length > 1)
        throw new UsageError("inferlint explain takes one rule; inferlint rules lists them");
      const current = formerIds?.get(rule) ?? rule;
      const id = current === requirementPage ? current : knownRule(current, ruleIds);
      return { kind: "explain", rule: id, written: rule, color: readColors(passed) };
    }
    case "config": {
      requireValid(passed, "config");
      const options = readLintOptions(passed, words, ruleIds);
      if (words.length > 1 || words[0] === "-")
        throw new UsageError("inferlint config takes at most one file");
      requireFormats(options.outputs, "config", ["text", "json"]);
      return { kind: "config", options };
    }
    case "inspect": {
      requireValid(passed, "inspect");
      const options = readScanOptions(passed, words);
      requireFormats(options.outputs, "inspect", ["text", "json"]);
      return { kind: "inspect", options };
    }
    case "image":
      return readImage(passed, words, ruleIds);
    case "images":
      return readImages(passed, words);
    case "forecast": {
      requireValid(passed, "forecast");
      const options = readLintOptions(passed, words, ruleIds);
      requireFormats(options.outputs, "forecast", ["text", "json"]);
      return { kind: "forecast", options, days: readDays(passed.last("days")) };
    }
    case "rollout":
      return readRollout(passed, words);
    case "merge":
      return readMerge(passed, words);
    case "exceptions": {
      requireValid(passed, "exceptions");
      const options = readLintOptions(passed, words, ruleIds);
      requireFormats(options.outputs, "exceptions", ["text", "json", ...tableFormats]);
      return { kind: "exceptions", options, expiring: readExpiring(passed.last("expiring")) };
    }
    case "facts":
      return readFacts(passed, words);
    case "cache": {
      requireValid(passed, "cache");
      const action = oneAction("cache", words, ["clear", "path"]);
      rejectWords(`cache ${action}`, words.slice(1));
      return { kind: "cache", action, options: readNetwork(passed.withSwitch("online")) };
    }
    default: {
      requireValid(passed, "lint");
      const options = readLintOptions(passed, words, ruleIds);
      requireFormats(options.outputs, "lint", formats);
      return { kind: "lint", options };
    }
  }
}

function readFacts(passed: PassedOptions, words: readonly string[]): Command {
  if (words[0] === "show")
    throw new UsageError("there is no inferlint facts show; use inferlint image --verbose IMAGE");
  oneAction("facts", words, ["update"]);
  const rest = words.slice(1);
  requireValid(passed, "facts update");
  const [file = "", other] = passed.all("output");
  if (other !== undefined)
    throw new UsageError(`inferlint facts update writes one file, not ${file} and ${other}`);
  if (file === "" || file === "-")
    throw new UsageError("inferlint facts update needs --output FILE, the file it writes");
  if (rest.includes("-"))
    throw new UsageError("inferlint facts update reads files, not standard input");
  // It always asks registries, so options of the network are valid without --online.
  const scan = passed.without("output").withSwitch("online");
  return { kind: "facts update", options: readScanOptions(scan, rest), file };
}

function oneAction<Action extends string>(
  command: string,
  [action = ""]: readonly string[],
  actions: readonly Action[],
): Action {
  const found = actions.find((name) => name === action);
  if (found !== undefined) return found;
  throw new UsageError(
    `inferlint ${command} takes ${joinList(actions, "or")}${suggestion(action, actions)}; a directory of that name is ./${command}`,
  );
}

function helpTopic(words: readonly string[]): readonly CommandName[] {
  const name = words.join(" ");
  const topic = name === "" ? [] : commandsNamed(name);
  if (name === "" || topic.length > 0) return topic;
  throw new UsageError(
    `there is no command ${name}${commandSuggestion(name)}; inferlint help lists them`,
  );
}

/** A misspelt command is not reported as a missing path. An existing path is one even if it resembles a command. */
function rejectMisspelt(word: string, { isPath }: ArgumentContext): void {
  if (!/^[a-z]+$/i.test(word) || isPath(word)) return;
  const hint = commandSuggestion(word);
  if (hint !== "") throw new UsageError(`${word} is neither a command nor a path${hint}`);
}

function commandSuggestion(word: string): string {
  const other = otherCommandNames.get(word);
  return other === undefined ? suggestion(word, firstWords) : ` (did you mean ${other}?)`;
}

function rejectWords(command: string, words: readonly string[]): void {
  if (words.length > 0) throw new UsageError(`inferlint ${command} takes no arguments`);
}
