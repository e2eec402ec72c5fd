import type { Span } from "../../text/line-index.ts";
import type { SyntaxProblem } from "./syntax-problem.ts";

/** What YAML and JSON have in common, each part with its offsets. */
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
  /** Placeholder for a value that could not be read. That was reported, so nothing else is reported about it. */
  readonly isBroken?: true;
}

/** The tree of a file, as far as it could be read; null where it could not. */
export interface TreeReading {
  readonly root: ConfigNode | null;
  readonly problems: readonly SyntaxProblem[];
}

/** The tree as plain values, for the schema. */
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
