import type { Document, Node, Scalar, YAMLMap } from "yaml";
import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from "yaml";
import type { Span } from "../../../text/line-index.ts";
import { unresolvedPart } from "../../../shell/unresolved.ts";
import type { Value } from "../../source-reading.ts";
import type { YamlFile } from "./structure.ts";

/** Merge keys of merge keys: more maps are not looked through. */
const maxMergedMaps = 64;
/** Entries that merge keys add to all maps of a document: a map that is merged into thousands is not copied for ever. */
const maxMergedEntries = 100_000;

/** What the nodes of a document share. */
class Tree {
  readonly file: YamlFile;
  readonly #document: Document;
  readonly #indexes = new WeakMap<YAMLMap, ReadonlyMap<string, unknown>>();
  readonly #merged = new WeakMap<YAMLMap, readonly YAMLMap[]>();
  #targets: ReadonlyMap<unknown, unknown> | null = null;
  mergedEntries = 0;

  constructor(file: YamlFile, document: Document) {
    this.file = file;
    this.#document = document;
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
      if (isSeq(node)) open.push(...node.items.slice(0, maxMergedMaps).toReversed());
      else if (isMap(node) && node !== map && !found.has(node)) {
        found.add(node);
        open.push(this.ownEntries(node).get("<<"));
      }
    }
    return [...found];
  }
}

function keyText(key: unknown): string {
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

/**
 * A node of a document, or one that is not there. It can be of any type: each question has an answer for nodes of other types.
 * Aliases are followed and merge keys are looked through.
 */
export class TreeNode {
  readonly node: Node | null;
  readonly #tree: Tree;

  private constructor(tree: Tree, node: unknown) {
    this.#tree = tree;
    const target = tree.resolved(node);
    this.node = isNode(target) ? target : null;
  }

  static root(file: YamlFile, document: Document): TreeNode {
    return new TreeNode(new Tree(file, document), document.contents);
  }

  get file(): YamlFile {
    return this.#tree.file;
  }

  get isMap(): boolean {
    return isMap(this.node);
  }

  get isList(): boolean {
    return isSeq(this.node);
  }

  /** A scalar with a value; null for any other node, and for an empty one. */
  get scalar(): Scalar | null {
    return isScalar(this.node) && this.node.value !== null && this.node.value !== undefined
      ? this.node
      : null;
  }

  get value(): Value | null {
    return this.scalar && this.file.valueOf(this.scalar);
  }

  get text(): string | null {
    return this.value?.text ?? null;
  }

  /** Of a node that is there: without quotes for a scalar in one line. */
  get span(): Span {
    if (this.scalar) return this.file.valueOf(this.scalar).span;
    return this.range;
  }

  /** All of the node. */
  get range(): Span {
    const [start, end] = this.node?.range ?? [0, 0];
    return { start, end };
  }

  /** The value, or an unknown one where a template stands that YAML reads as something else: `{{ .Values.user }}`. */
  get valueOrUnknown(): Value | null {
    if (this.scalar || !this.node || isScalar(this.node)) return this.value;
    const { start, end } = this.range;
    return {
      text: unresolvedPart,
      unknown: [this.file.text.slice(start, end)],
      span: { start, end },
    };
  }

  get(key: string): TreeNode {
    if (!isMap(this.node)) return this.#of(null);
    const own = this.#tree.ownEntries(this.node);
    if (own.has(key)) return this.#of(own.get(key));
    if (!own.has("<<")) return this.#of(null);
    for (const map of this.#tree.mergedMaps(this.node)) {
      const entries = this.#tree.ownEntries(map);
      if (entries.has(key)) return this.#of(entries.get(key));
    }
    return this.#of(null);
  }

  /** The first of several keys that there is. */
  first(...keys: readonly string[]): TreeNode {
    for (const key of keys) {
      const found = this.get(key);
      if (found.node) return found;
    }
    return this.#of(null);
  }

  has(...keys: readonly string[]): boolean {
    return this.first(...keys).node !== null;
  }

  /** The entries of a map, those of merge keys included. */
  entries(): readonly (readonly [string, TreeNode])[] {
    if (!isMap(this.node)) return [];
    const own = this.#tree.ownEntries(this.node);
    const found = new Map(own);
    if (own.has("<<")) {
      found.delete("<<");
      for (const map of this.#tree.mergedMaps(this.node)) {
        const entries = this.#tree.ownEntries(map);
        this.#tree.mergedEntries += entries.size;
        if (this.#tree.mergedEntries > maxMergedEntries) break;
        for (const [key, value] of entries)
          if (key !== "<<" && !found.has(key)) found.set(key, value);
      }
    }
    return [...found].map(([key, value]) => [key, this.#of(value)]);
  }

  items(): readonly TreeNode[] {
    return isSeq(this.node) ? this.node.items.map((item) => this.#of(item)) : [];
  }

  /** A scalar as a list of itself, a list as its items. */
  itemsOrSelf(): readonly TreeNode[] {
    return this.scalar ? [this] : this.items();
  }

  /** What is written in it, each node once: aliases are not followed. */
  children(): readonly (readonly [string, TreeNode])[] {
    const { node } = this;
    const nodes: (readonly [string, unknown])[] = isMap(node)
      ? node.items.map(({ key, value }) => [keyText(key), value])
      : isSeq(node)
        ? node.items.map((item) => ["", item])
        : [];
    return nodes.flatMap(([key, child]) =>
      isAlias(child) ? [] : [[key, this.#of(child)] as const],
    );
  }

  /** All maps in it, each one once, in source order, with the key that they stand at. */
  *maps(): Generator<TreeNode> {
    const open: TreeNode[] = [this];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.isMap) yield next;
      for (const [, child] of next.children().toReversed())
        if (child.isMap || child.isList) open.push(child);
    }
  }

  #of(node: unknown): TreeNode {
    return new TreeNode(this.#tree, node);
  }
}
