import type { Span } from "../text/line-index.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import type { Value } from "./source-reading.ts";

/**
 * A text with one `unresolvedPart` for each value that another program puts in, and these parts as written: `${{ … }}` (Azure
 * Pipelines, GitHub, Azure ML), `$[ … ]` and `$(…)` (Azure Pipelines), `${…}` (shells, compose, Azure Developer CLI), nested ones
 * included. `{{…}}` stays: references read it as a template.
 */
export function withTemplateParts(text: string): Pick<Value, "text" | "unknown"> {
  if (!text.includes("$")) return { text, unknown: [] };
  const closing = closingBraces(text);
  const unclosed = new Set<string>();
  const unknown: string[] = [];
  let [known, done] = ["", 0];
  for (let at = text.indexOf("$"); at >= 0; at = text.indexOf("$", Math.max(at + 1, done))) {
    const end = partEnd(text, at, closing, unclosed);
    if (end === null) continue;
    known += text.slice(done, at) + unresolvedPart;
    unknown.push(text.slice(at, end));
    done = end;
  }
  return { text: known + text.slice(done), unknown };
}

/** The end of the part that begins at a `$`; null where none begins. What is not closed is searched for once. */
function partEnd(
  text: string,
  at: number,
  closing: ReadonlyMap<number, number>,
  unclosed: Set<string>,
): number | null {
  const after = (close: string, from: number): number | null => {
    const found = unclosed.has(close) ? -1 : text.indexOf(close, from);
    if (found < 0) unclosed.add(close);
    return found < 0 ? null : found + close.length;
  };
  const start = text.slice(at + 1, at + 3);
  if (start === "{{") return after("}}", at + 3);
  if (start.startsWith("[")) return after("]", at + 2);
  if (start.startsWith("{")) return closing.get(at + 1) ?? null;
  if (!start.startsWith("(")) return null;
  const inner = /[()]/g;
  inner.lastIndex = at + 2;
  const next = inner.exec(text);
  return next?.[0] === ")" ? next.index + 1 : null;
}

/** For each brace that is closed, the offset after its closing one. */
function closingBraces(text: string): ReadonlyMap<number, number> {
  const closing = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === "{") open.push(index);
    else {
      const start = open.pop();
      if (start !== undefined) closing.set(start, index + 1);
    }
  }
  return closing;
}

/** `${NAME:-` or `${NAME-`. */
const withDefault = /\$\{[A-Za-z_]\w*:?-/y;

/**
 * The value that a text has as a whole where its variable is not set, as a range of the text: of `${A:-x}` and `${A-x}` it is
 * `x`, of `${A:-${B:-y}}` it is `y`. All of a text without a default.
 */
export function defaultValue(text: string): Span {
  let [start, end] = [0, text.length];
  if (!text.startsWith("${")) return { start, end };
  const closing = closingBraces(text);
  for (;;) {
    withDefault.lastIndex = start;
    if (!withDefault.test(text) || closing.get(start + 1) !== end) return { start, end };
    start = withDefault.lastIndex;
    end -= 1;
  }
}
