import type { ConfigNode } from "./config-tree.ts";
import { valueAt } from "./config-tree.ts";

/** Values of a tree that matches its schema. */

/** A scalar as text. */
export function textOf(node: ConfigNode): string {
  return String(plainOf(node));
}

/** The value of a key as text; empty where the mapping does not have it. */
export function textAt(node: ConfigNode, key: string): string {
  const value = valueAt(node, key);
  return value === null ? "" : textOf(value);
}

export function plainOf(node: ConfigNode): string | number | boolean | null {
  return node.kind === "scalar" ? node.value : null;
}

export function itemsOf(node: ConfigNode | null): readonly ConfigNode[] {
  return node?.kind === "list" ? node.items : [];
}

/** The items of a list as texts. */
export function textsOf(node: ConfigNode | null): readonly string[] {
  return itemsOf(node).map((item) => textOf(item));
}

export function entriesOf(node: ConfigNode | null): readonly (readonly [string, ConfigNode])[] {
  return node?.kind === "mapping"
    ? [...node.entries].map(([key, { value }]) => [key, value] as const)
    : [];
}
