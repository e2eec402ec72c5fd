import type { Document, YAMLMap } from "yaml";
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from "yaml";
import type { YamlFile } from "./structure.ts";
import { addAll } from "../../../text/list.ts";

/** Merge keys of merge keys: more maps are not looked through. */
const maxMergedMaps = 64;
/**
 * How much is read again of what aliases, merge keys and `extends` repeat, in entries: a file of some thousand aliases of a list of
 * some thousand items would take very long. What is beyond it is not there.
 */
const maxRepeated = 20_000;

/** What the nodes of a document share. */
export class DocumentTree {
  readonly file: YamlFile;
  readonly #document: Document;
  readonly #indexes = new WeakMap<YAMLMap, ReadonlyMap<string, unknown>>();
  readonly #merged = new WeakMap<YAMLMap, readonly YAMLMap[]>();
  #targets: ReadonlyMap<unknown, unknown> | null = null;
  #repeated = 0;

  constructor(file: YamlFile, document: Document) {
    this.file = file;
    this.#document = document;
  }

  /** Whether so many entries more may be read again. */
  mayRepeat(entries: number): boolean {
    this.#repeated += entries;
    return this.#repeated <= maxRepeated;
  }

  /** The entries that a map has itself. Of equal keys the last one counts, as in JSON. */
  ownEntries(map: YAMLMap): ReadonlyMap<string, unknown> {
    let index = this.#indexes.get(map);
    if (!index) {
      index = new Map(map.items.map(({ key, value }) => [keyText(key), value]));
      this.#indexes.set(map, index);
    }
    return index;
  }

  /** The node that an alias stands for; other nodes are what they are. `Alias.resolve` searches the document each time. */
  resolved(node: unknown): unknown {
    if (!isAlias(node)) return node;
    this.#targets ??= aliasTargets(this.#document);
    return this.#targets.get(node);
  }

  /** The maps that the merge key of a map names, and theirs, in order. */
  mergedMaps(map: YAMLMap): readonly YAMLMap[] {
    let merged = this.#merged.get(map);
    if (!merged) this.#merged.set(map, (merged = this.#findMerged(map)));
    return merged;
  }

  #findMerged(map: YAMLMap): readonly YAMLMap[] {
    const found = new Set<YAMLMap>();
    const open: unknown[] = [this.ownEntries(map).get("<<")];
    while (open.length > 0 && found.size < maxMergedMaps) {
      const node = this.resolved(open.pop());
      if (isSeq(node)) addAll(open, node.items.slice(0, maxMergedMaps).toReversed());
      else if (isMap(node) && node !== map && !found.has(node)) {
        found.add(node);
        open.push(this.ownEntries(node).get("<<"));
      }
    }
    return [...found];
  }
}

/** The text of a key; empty for a key that is no scalar. */
export function keyText(key: unknown): string {
  if (!isScalar(key)) return "";
  return typeof key.value === "string" ? key.value : (key.source ?? String(key.value));
}

function aliasTargets(document: Document): ReadonlyMap<unknown, unknown> {
  const anchors = new Map<string, unknown>();
  const targets = new Map<unknown, unknown>();
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) targets.set(node, anchors.get(node.source));
    else if (isPair(node)) open.push(node.value, node.key);
    else if (isNode(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (isMap(node) || isSeq(node)) for (const item of node.items.toReversed()) open.push(item);
    }
  }
  return targets;
}
