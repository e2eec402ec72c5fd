import type { Document, Scalar, YAMLMap } from "yaml";
import { isMap, isScalar, isSeq } from "yaml";

/** A scalar that is a value, not a key. */
export interface ScalarEntry {
  readonly scalar: Scalar;
  /** Of the pair that it is the value of; null for an item of a list. */
  readonly key: string | null;
  /** Where its pair or item begins. */
  readonly start: number;
}

export interface Nodes {
  /** In source order. */
  readonly scalars: readonly ScalarEntry[];
  readonly maps: readonly YAMLMap[];
}

/** The values and mappings of documents. What an alias repeats stands at its anchor alone. */
export function nodesOf(documents: readonly Document[]): Nodes {
  const scalars: ScalarEntry[] = [];
  const maps: YAMLMap[] = [];
  const walk = (node: unknown, key: string | null, start: number | null): void => {
    if (isScalar(node)) scalars.push({ scalar: node, key, start: start ?? node.range?.[0] ?? 0 });
    else if (isSeq(node)) for (const item of node.items) walk(item, null, null);
    else if (isMap(node)) {
      maps.push(node);
      for (const { key: own, value } of node.items) {
        const at = isScalar(own) ? (own.range?.[0] ?? null) : null;
        // A key is no value, but one with an anchor becomes one by an alias.
        if (isScalar(own) && own.anchor !== undefined) walk(own, null, at);
        walk(value, keyText(own), at);
      }
    }
  };
  for (const { contents } of documents) walk(contents, null, null);
  return { scalars, maps };
}

function keyText(key: unknown): string | null {
  return isScalar(key) ? (key.source ?? null) : null;
}

/** The value of a key in a mapping, as it is written last; null for none. */
export function valueIn(map: YAMLMap, ...keys: readonly string[]): unknown {
  const pair = map.items.findLast(({ key }) => keys.includes(keyText(key) ?? ""));
  return pair?.value ?? null;
}

/** The scalar of a key in a mapping; null where there is none, or it is empty. */
export function scalarIn(map: YAMLMap, ...keys: readonly string[]): Scalar | null {
  const value = valueIn(map, ...keys);
  return isScalar(value) ? value : null;
}
