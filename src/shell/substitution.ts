import type { Pattern, Spend } from "./shell-pattern.ts";
import {
  readPattern,
  readReversedPattern,
  replaceMatches,
  trimPrefix,
  trimSuffix,
} from "./shell-pattern.ts";
import type { Lookup, WordValue } from "./word-value.ts";
import { mayBeEmpty, plain, unknown } from "./word-value.ts";
import { templateMark } from "./template.ts";
import { isUnknown, unresolvedPart } from "./unresolved.ts";
import { invalidPattern, patternTooSlow } from "./word-error.ts";

/** The steps of pattern matching left for one file: matching is quadratic in the value, and values can be long. */
export interface PatternBudget {
  steps: number;
}

export function patternBudget(): PatternBudget {
  return { steps: 10_000_000 };
}

/** Evaluates `${name:-word}`, `${name-word}`, `${name:+word}`, `${name+word}`, `${name:?word}` and `${name?word}`. */
export function withAlternative(
  name: string,
  found: ReturnType<Lookup>,
  modifier: string,
  emptyIsUnset: boolean,
  word: WordValue,
  onRequired: (message: string) => void,
): WordValue {
  // `${name:+}` is empty either way.
  if (found === "unknown") return modifier === "+" && word.text === "" ? word : unknown(name);
  const usable = typeof found !== "string" && !(emptyIsUnset && found.text === "") ? found : null;
  if (usable && modifier === "+" && emptyIsUnset && word.text !== "" && mayBeEmpty(usable))
    return usable;
  if (modifier === "-") return usable ?? word;
  if (modifier === "+") return usable ? word : plain("");
  if (usable) return usable;
  onRequired(`missing value of ${name}${word.text === "" ? "" : `: ${word.text}`}`);
  return unknown(name);
}

/** Evaluates `${name#pattern}` and its forms with `##`, `%` and `%%`. */
export function withoutAffix(
  value: WordValue,
  modifier: string,
  word: WordValue,
  budget: PatternBudget,
): WordValue {
  const isGreedy = word.text.startsWith(modifier);
  const read = modifier === "#" ? readPattern : readReversedPattern;
  const pattern = patternOf(isGreedy ? word.text.slice(1) : word.text, budget, read);
  const part = unknownPart(value, word);
  if (part) return part;
  spend(budget, value.text.length);
  const trim = modifier === "#" ? trimPrefix : trimSuffix;
  return plain(trim(pattern, value.text, isGreedy, spender(budget)));
}

/** Evaluates `${name/pattern/replacement}` and `${name//pattern/replacement}`. */
export function withReplacement(
  value: WordValue,
  word: WordValue,
  replacement: WordValue,
  all: boolean,
  budget: PatternBudget,
): WordValue {
  const pattern = patternOf(word.text, budget);
  const part = unknownPart(value, word, replacement);
  if (part) return part;
  spend(budget, value.text.length);
  return plain(replaceMatches(pattern, value.text, replacement.text, all, spender(budget)));
}

/** The first part of the values that is not known: what is matched with it, or against it, is not known either. */
export function unknownPart(...values: readonly WordValue[]): WordValue | null {
  const first = values.find(({ text }) => isUnknown(text));
  if (!first) return null;
  const [name] = first.unresolved;
  if (name !== undefined && first.text.includes(unresolvedPart)) return unknown(name);
  return plain(first.text.slice(first.text.indexOf(templateMark)).slice(0, 2));
}

/** @throws {WordError} for an invalid pattern, whatever its unknown parts are and whatever is matched with it */
function patternOf(text: string, budget: PatternBudget, read = readPattern): Pattern {
  spend(budget, text.length);
  const pattern = read(text);
  if (!pattern) throw invalidPattern(text);
  return pattern;
}

function spender(budget: PatternBudget): Spend {
  return (steps) => {
    spend(budget, steps);
  };
}

function spend(budget: PatternBudget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw patternTooSlow();
}
