import { unresolvedPart } from "./unresolved.ts";
import { readPattern, replaceMatches, trimPrefix, trimSuffix } from "./shell-pattern.ts";
import type { Lookup, WordValue } from "./word-value.ts";
import { plain } from "./word-value.ts";
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
  const usable = typeof found !== "string" && !(emptyIsUnset && found.text === "") ? found : null;
  if (modifier === "-") return usable ?? word;
  if (modifier === "+") return usable ? word : plain("");
  if (usable) return usable;
  onRequired(`missing value of ${name}${word.text === "" ? "" : `: ${word.text}`}`);
  return { text: unresolvedPart, unresolved: [name] };
}

/** Evaluates `${name#pattern}` and its forms with `##`, `%` and `%%`. */
export function withoutAffix(
  value: WordValue,
  modifier: string,
  word: string,
  budget: PatternBudget,
): WordValue {
  const isGreedy = word.startsWith(modifier);
  const pattern = patternOf(isGreedy ? word.slice(1) : word, budget);
  if (value.unresolved.length > 0)
    return { text: unresolvedPart, unresolved: value.unresolved.slice(0, 1) };
  spend(budget, value.text.length * (pattern.length + 1));
  const trim = modifier === "#" ? trimPrefix : trimSuffix;
  return plain(trim(pattern, value.text, isGreedy));
}

/** Evaluates `${name/pattern/replacement}` and `${name//pattern/replacement}`. */
export function withReplacement(
  value: WordValue,
  word: string,
  replacement: string,
  all: boolean,
  budget: PatternBudget,
): WordValue {
  const pattern = patternOf(word, budget);
  if (value.unresolved.length > 0)
    return { text: unresolvedPart, unresolved: value.unresolved.slice(0, 1) };
  spend(budget, value.text.length ** 2 * (pattern.length + 1));
  return plain(replaceMatches(pattern, value.text, replacement, all));
}

function patternOf(text: string, budget: PatternBudget): ReturnType<typeof readPattern> & object {
  spend(budget, text.length);
  const pattern = readPattern(text);
  if (!pattern) throw invalidPattern(text);
  return pattern;
}

function spend(budget: PatternBudget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw patternTooSlow();
}
