import type { Region } from "../../domain/build/region.ts";

/** Where something stands: offsets in the text, the end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What YAML and JSON say alike, each piece with its place. */
export type ConfigNode = MappingNode | ListNode | ScalarNode;

export interface MappingNode {
  readonly kind: "mapping";
  readonly span: Span;
  readonly entries: ReadonlyMap<string, MappingEntry>;
}

export interface MappingEntry {
  readonly key: Span;
  readonly value: ConfigNode;
}

export interface ListNode {
  readonly kind: "list";
  readonly span: Span;
  readonly items: readonly ConfigNode[];
}

export interface ScalarNode {
  readonly kind: "scalar";
  readonly span: Span;
  readonly value: string | number | boolean | null;
  /** Stands for what could not be read, which was said already. */
  readonly isBroken?: true;
}

/** Something wrong, and where; null for the file as a whole. */
export interface TreeProblem {
  readonly span: Span | null;
  readonly message: string;
}

/** The tree of a file as far as it could be read; null where it could not. */
export interface TreeReading {
  readonly root: ConfigNode | null;
  readonly problems: readonly TreeProblem[];
}

/** More levels than any configuration has. */
export const maxDepth = 32;

/** Keys that mean something to JavaScript never reach an object. */
const forbiddenKeys: readonly string[] = ["__proto__", "constructor", "prototype"];

export const tooDeep: string = `this is nested more than ${maxDepth} levels deep`;

/** Why a key cannot stand in a mapping; null where it can. */
export function whyNotKey(key: string, known: ReadonlyMap<string, unknown>): string | null {
  if (forbiddenKeys.includes(key)) return `${key} cannot be a key: remove it`;
  if (known.has(key)) return `${shownName(key)} is there twice: remove one`;
  return null;
}

/** A name in a message: bare where it is plain, else quoted, and never long. */
export function shownName(name: string): string {
  return /^[\w./@-]{1,80}$/.test(name) ? name : shownText(name);
}

/** A value of a file in a message. */
export function shownText(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return JSON.stringify(short).replace(
    /[\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** The tree as plain values, for the shape to look at. */
export function plainValue(node: ConfigNode): unknown {
  switch (node.kind) {
    case "scalar":
      return node.value;
    case "list":
      return node.items.map(plainValue);
    case "mapping":
      return Object.fromEntries(
        [...node.entries].map(([key, { value }]) => [key, plainValue(value)]),
      );
  }
}

/** The value of a key; null where the mapping does not have it. */
export function valueAt(node: ConfigNode | null, key: string): ConfigNode | null {
  return node?.kind === "mapping" ? (node.entries.get(key)?.value ?? null) : null;
}

/** Offsets → lines and columns. */
export function regionsOf(text: string): (span: Span) => Region {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  const location = (offset: number): readonly [line: number, column: number] => {
    const inside = Math.min(offset, text.length);
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= inside) low = middle;
      else high = middle - 1;
    }
    return [low + 1, inside - (starts[low] ?? 0) + 1];
  };
  return ({ start, end }) => {
    const [startLine, startColumn] = location(start);
    const [endLine, endColumn] = location(Math.max(start, end));
    return { startLine, startColumn, endLine, endColumn };
  };
}
