import type { Document, Node, Scalar } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq } from "yaml";
import type { Span } from "../../../text/line-index.ts";
import type { Value } from "../../source-reading.ts";
import { unknownValue } from "../../value.ts";
import { DocumentTree, keyText } from "./document-tree.ts";
import type { YamlFile } from "./structure.ts";

/** Characters of a repeated text that count as one entry. */
const textPerEntry = 256;

/**
 * A node of a document, or one that is not there. It can be of any type: each question has an answer for nodes of other types.
 * Aliases are followed and merge keys are looked through.
 */
export class TreeNode {
  readonly node: Node | null;
  readonly #tree: DocumentTree;
  /** It can be reached in several ways. */
  readonly #isRepeated: boolean;

  private constructor(tree: DocumentTree, node: unknown, isRepeated: boolean) {
    this.#tree = tree;
    this.#isRepeated = isRepeated || isAlias(node);
    const target = tree.resolved(node);
    this.node = isNode(target) ? target : null;
  }

  static root(file: YamlFile, document: Document): TreeNode {
    return new TreeNode(new DocumentTree(file, document), document.contents, false);
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
    const value = this.scalar && this.file.valueOf(this.scalar);
    const length = value?.text.length ?? 0;
    return this.#mayRead(Math.floor(length / textPerEntry)) ? value : null;
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
    return unknownValue(this.file.text.slice(start, end), { start, end });
  }

  get(key: string): TreeNode {
    if (!isMap(this.node)) return this.#of(null);
    const own = this.#tree.ownEntries(this.node);
    if (own.has(key)) return this.#of(own.get(key));
    if (!own.has("<<")) return this.#of(null);
    for (const map of this.#tree.mergedMaps(this.node)) {
      const entries = this.#tree.ownEntries(map);
      if (entries.has(key)) return this.#of(entries.get(key)).repeated();
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
    if (!isMap(this.node) || !this.#mayRead(this.node.items.length)) return [];
    const found = new Map<string, TreeNode>();
    for (const [key, value] of this.#tree.ownEntries(this.node))
      if (key !== "<<") found.set(key, this.#of(value));
    for (const map of this.#tree.mergedMaps(this.node)) {
      const entries = this.#tree.ownEntries(map);
      if (!this.#tree.mayRepeat(entries.size)) break;
      for (const [key, value] of entries)
        if (key !== "<<" && !found.has(key)) found.set(key, this.#of(value).repeated());
    }
    return [...found];
  }

  items(): readonly TreeNode[] {
    if (!isSeq(this.node) || !this.#mayRead(this.node.items.length)) return [];
    return this.node.items.map((item) => this.#of(item));
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

  /** The same node, for what is read more than once. */
  repeated(): TreeNode {
    return this.#isRepeated ? this : new TreeNode(this.#tree, this.node, true);
  }

  #of(node: unknown): TreeNode {
    return new TreeNode(this.#tree, node, this.#isRepeated);
  }

  #mayRead(entries: number): boolean {
    return !this.#isRepeated || this.#tree.mayRepeat(entries);
  }
}
