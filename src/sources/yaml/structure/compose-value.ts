import { unresolvedPart } from "../../../shell/unresolved.ts";
import { hasTemplate } from "../../../shell/template.ts";
import type { Value } from "../../source-reading.ts";
import type { TreeNode } from "./tree.ts";
import { unknownValue } from "../../value.ts";
import { addAll } from "../../../text/list.ts";

/** Defaults within defaults: deeper ones are not known. */
const maxDepth = 50;

/** What stands in braces: a name, and what follows if it is not set. */
const braced = /([a-z_]\w*)(:?[-?+])?/iy;
const named = /[a-z_]\w*/iy;

/**
 * A value of a compose file, interpolated as without environment and `.env` file: the default of `${X:-default}` and
 * `${X-default}` counts, all others are not known (compose-spec/compose-go: `template`). Null for what is no scalar.
 */
export function composeValue(node: TreeNode): Value | null {
  const { scalar, value } = node;
  if (!scalar || !value) return null;
  // A template of Helm or Jinja is not in the text that was parsed.
  if (hasTemplate(value.text)) return value;
  // Compose interpolates strings only; numbers are what YAML makes of them.
  if (typeof scalar.value !== "string") return { ...value, text: String(scalar.value) };
  const raw = scalar.value;
  if (!raw.includes("$")) return { ...value, text: raw, unknown: [] };
  const found = new Interpolation(raw).all();
  if (!found) return unknownValue(raw, value.span);
  const { span } = value;
  const isAsWritten = span.end - span.start === raw.length;
  const only = isAsWritten ? found.only : null;
  return {
    text: found.text,
    unknown: found.unknown,
    span: only ? { start: span.start + only.start, end: span.start + only.end } : span,
  };
}

interface Interpolated {
  readonly text: string;
  readonly unknown: readonly string[];
  /** Where all of it is written as it is: the default, if there is nothing else. */
  readonly only: { readonly start: number; readonly end: number } | null;
}

/** The interpolation of one text: each character is looked at once, however deep the defaults are. */
class Interpolation {
  readonly #raw: string;
  readonly #closings: ReadonlyMap<number, number>;

  constructor(raw: string) {
    this.#raw = raw;
    this.#closings = closingsOf(raw);
  }

  /** Null where compose rejects the text. */
  all(): Interpolated | null {
    return this.#range(0, this.#raw.length, 0);
  }

  #range(start: number, end: number, depth: number): Interpolated | null {
    let [text, at] = ["", start];
    const unknown: string[] = [];
    let only: Interpolated["only"] = null;
    while (at < end) {
      const dollar = this.#raw.indexOf("$", at);
      if (dollar < 0 || dollar >= end) break;
      text += this.#raw.slice(at, dollar);
      const variable = this.#variable(dollar, end, depth);
      if (!variable) return null;
      text += variable.text;
      addAll(unknown, variable.unknown);
      at = variable.end;
      if (dollar === start && at === end) only = variable.only;
    }
    if (at === start) only = { start, end };
    return { text: text + this.#raw.slice(at, end), unknown, only };
  }

  /** What stands at a `$`, and where it ends. */
  #variable(at: number, end: number, depth: number): (Interpolated & { end: number }) | null {
    const next = this.#raw[at + 1];
    if (next === "$" && at + 1 < end) return { text: "$", unknown: [], only: null, end: at + 2 };
    if (next !== "{" || at + 1 >= end) {
      const name = matchAt(named, this.#raw, at + 1);
      return name
        ? this.#unknown(at, at + 1 + name[0].length)
        : { text: "$", unknown: [], only: null, end: at + 1 };
    }
    const closing = this.#closings.get(at + 1) ?? -1;
    const match = matchAt(braced, this.#raw, at + 2);
    if (!match || closing < 0 || closing >= end) return null;
    const operator = match[2] ?? "";
    const inside = at + 2 + match[0].length;
    if (inside > closing || (operator === "" && inside !== closing)) return null;
    if (!operator.endsWith("-") || depth >= maxDepth) return this.#unknown(at, closing + 1);
    const inner = this.#range(inside, closing, depth + 1);
    return inner && { ...inner, end: closing + 1 };
  }

  #unknown(start: number, end: number): Interpolated & { end: number } {
    return { text: unresolvedPart, unknown: [this.#raw.slice(start, end)], only: null, end };
  }
}

/** The closing brace of each opening one. */
function closingsOf(raw: string): ReadonlyMap<number, number> {
  const closings = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of raw.matchAll(/[{}]/g)) {
    if (brace === "{") open.push(index);
    else {
      const start = open.pop();
      if (start !== undefined) closings.set(start, index);
    }
  }
  return closings;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
