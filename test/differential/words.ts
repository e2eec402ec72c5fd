import type { Random } from "./random.ts";
import * as vocabulary from "./vocabulary.ts";

/** The variables that an expression can use, as far as the generator knows: BuildKit has the last word. */
export interface Variables {
  /** By name; null for an ARG without a value. */
  readonly values: Map<string, string | null>;
  readonly escape: string;
  /** Declares a variable with a value before the line that is being written. */
  readonly declare: (value: string) => string;
}

/** Where a text stands: it decides what has to be escaped. */
type Place = "word" | "braces" | "pattern";

/** Writes an expression that BuildKit expands to the value, at least if nothing else changes the variables. */
export function expression(
  random: Random,
  value: string,
  variables: Variables,
  depth: number = 2,
  place: Place = "word",
): string {
  const again = (part: string, where: Place = place): string =>
    expression(random, part, variables, depth - 1, where);
  if (depth <= 0) return literal(random, value, variables, place);
  return random.weighted<() => string>([
    [6, () => literal(random, value, variables, place)],
    [
      2,
      () =>
        split(random, value)
          .map((part) => again(part))
          .join(""),
    ],
    [2, () => again(value) + nothing(random, variables, depth - 1)],
    [1, () => nothing(random, variables, depth - 1) + again(value)],
    [
      2,
      () =>
        `\${${unsetName(random, variables)}${random.pick([":-", "-"])}${again(value, "braces")}}`,
    ],
    [
      2,
      () => `\${${setName(random, variables)}${random.pick([":+", "+"])}${again(value, "braces")}}`,
    ],
    [
      1,
      () =>
        `\${${variables.declare(value)}${random.pick([":?", "?", ":-", "-"])}${random.pick(["", "m"])}}`,
    ],
    [3, () => used(random, variables.declare(value))],
    [3, () => trimmed(random, value, variables, depth)],
    [2, () => replaced(random, value, variables, depth)],
    [2, () => (place === "word" ? doubleQuoted(random, value, variables, depth) : again(value))],
  ])();
}

function used(random: Random, name: string): string {
  return random.chance(0.5) ? `$${name}` : `\${${name}}`;
}

/** `${name#prefix}` and its kin, of a variable with more text than the value. */
function trimmed(random: Random, value: string, variables: Variables, depth: number): string {
  const extra = random.pick(vocabulary.junk);
  const atStart = random.chance(0.5);
  const name = variables.declare(atStart ? extra + value : value + extra);
  const mark = atStart ? "#" : "%";
  return `\${${name}${mark}${random.chance(0.2) ? mark : ""}${patternOf(random, extra, variables, depth)}}`;
}

/** `${name/pattern/replacement}` of a variable in which a part of the value is another text. */
function replaced(random: Random, value: string, variables: Variables, depth: number): string {
  const extra = random.pick(vocabulary.junk);
  const [start, rest] = split(random, value);
  const [kept, replacement] = random.chance(0.5) ? [value, ""] : [start, rest];
  const isFirst = random.chance(0.5);
  const name = variables.declare(
    replacement === "" ? (isFirst ? extra + kept : kept + extra) : kept + extra,
  );
  const all = random.chance(0.3) ? "/" : "";
  const pattern = patternOf(random, extra, variables, depth);
  return `\${${name}/${all}${pattern}/${expression(random, replacement, variables, depth - 1, "braces")}}`;
}

/** A pattern that matches the text: itself, a part of it with a wildcard, or a variable. */
function patternOf(random: Random, text: string, variables: Variables, depth: number): string {
  const exact = (part: string): string => literal(random, part, variables, "pattern");
  return random.weighted<() => string>([
    [4, () => exact(text)],
    [2, () => `${exact(text.slice(0, 1))}*`],
    [1, () => "?".repeat(Array.from(text).length)],
    [1, () => exact(text) + used(random, unsetName(random, variables))],
    [1, () => used(random, unsetName(random, variables)) + exact(text)],
    [1, () => expression(random, text, variables, depth - 1, "pattern")],
  ])();
}

function doubleQuoted(random: Random, value: string, variables: Variables, depth: number): string {
  const inner = expression(random, value, variables, depth - 1, "braces");
  return inner.includes('"') || inner.includes("'") ? inner : `"${inner}"`;
}

/** An expression that expands to nothing. */
function nothing(random: Random, variables: Variables, depth: number): string {
  const unset = unsetName(random, variables);
  const text = random.pick([...vocabulary.junk, ...vocabulary.templates]);
  return random.weighted<() => string>([
    [3, () => used(random, unset)],
    [
      2,
      () => `\${${unset}${random.pick([":+", "+"])}${literal(random, text, variables, "braces")}}`,
    ],
    [1, () => `\${${setName(random, variables)}${random.pick([":+", "+"])}}`],
    [1, () => `\${${unset}:+${depth > 0 ? nothing(random, variables, depth - 1) : "#"}}`],
    [
      1,
      () =>
        `\${${unset}${random.pick(["#", "%", "/"])}${literal(random, text, variables, "pattern")}}`,
    ],
    [1, () => `\${${unset}/${literal(random, text, variables, "pattern")}/x}`],
    [1, () => (random.chance(0.5) ? '""' : "''")],
    [1, () => `$${random.pick(vocabulary.undeclared)}`],
  ])();
}

/** A text as it is, in quotes or with escapes. What would end the word is escaped, mostly. */
export function literal(
  random: Random,
  text: string,
  { escape }: Pick<Variables, "escape">,
  place: Place,
): string {
  const special = place === "pattern" ? "*?}/\\$'\"" : place === "braces" ? "}$'\"\\" : "$'\"\\";
  const isSpecial = (char: string): boolean => special.includes(char) || char === escape;
  if (random.chance(0.02)) return text;
  if (place === "word" && random.chance(0.1) && !/['\\`]/.test(text)) return `'${text}'`;
  return Array.from(text, (char) =>
    isSpecial(char) || random.chance(0.01) ? escape + char : char,
  ).join("");
}

/** A variable without a value, or one that is not declared. */
function unsetName(random: Random, { values }: Variables): string {
  const empty = [...values].filter(([, value]) => value === null || value === "");
  return empty.length > 0 && random.chance(0.5)
    ? random.pick(empty)[0]
    : random.pick([...vocabulary.undeclared, ...vocabulary.presets]);
}

/** A variable with a value that is not empty. */
function setName(random: Random, { values, declare }: Variables): string {
  const set = [...values].filter(([, value]) => value !== null && value !== "");
  return set.length > 0 && random.chance(0.7) ? random.pick(set)[0] : declare("x");
}

function split(random: Random, text: string): [string, string] {
  const chars = Array.from(text);
  const at = random.below(chars.length + 1);
  return [chars.slice(0, at).join(""), chars.slice(at).join("")];
}
