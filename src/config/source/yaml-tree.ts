import type { Alias, Document, Node, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { ConfigNode, MappingEntry, Span, TreeProblem, TreeReading } from "./config-tree.ts";
import { maxDepth, shownName, shownText, tooDeep, whyNotKey } from "./config-tree.ts";
import { findBomb } from "./yaml-bounds.ts";
import { yamlProblem } from "./yaml-problem.ts";

/** How many nodes aliases may stand for, all together. */
const maxRepeated = 10_000;

/** YAML 1.2, core schema, one document. */
export function readYaml(text: string): TreeReading {
  const directive = /^%.*/m.exec(text);
  if (directive && text.slice(0, directive.index).replace(/#.*/g, "").trim() === "") {
    const span = { start: directive.index, end: directive.index + directive[0].trimEnd().length };
    return { root: null, problems: [{ span, message: "YAML directives are not read: remove it" }] };
  }
  const bomb = findBomb(text);
  if (bomb) return { root: null, problems: [bomb] };
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    prettyErrors: false,
    strict: true,
    stringKeys: false,
    // Looked for below: the library compares each key with each other.
    uniqueKeys: false,
    logLevel: "error",
  });
  // What follows the first error is a consequence of it more often than not.
  const [wrong] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (wrong) return { root: null, problems: [yamlProblem(text, wrong)] };
  if (document.contents === null || isNothing(document.contents))
    return { root: null, problems: [{ span: null, message: whyEmpty(text) }] };
  return new TreeBuilder(text).build(document);
}

function isNothing(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? "") === "";
}

function whyEmpty(text: string): string {
  const what = text.trim() === "" ? "it is empty" : "it holds nothing but comments";
  return `${what}: write {} or delete it`;
}

interface Built {
  readonly node: ConfigNode;
  /** With everything in it, aliases written out. */
  readonly size: number;
}

class TreeBuilder {
  private readonly text: string;
  private readonly problems: TreeProblem[] = [];
  /** Null for one that is not at its end yet. */
  private readonly anchors = new Map<string, Built | null>();
  private repeated = 0;

  constructor(text: string) {
    this.text = text;
  }

  build({ contents }: Document): TreeReading {
    const built = this.read(contents, { start: 0, end: 0 }, 0);
    return { root: built.node, problems: this.problems };
  }

  /** @param place what is shown where the value itself takes no room */
  private read(node: unknown, location: Span, depth: number): Built {
    if (isAlias(node)) return this.readAlias(node, location);
    if (depth > maxDepth) {
      this.problems.push({ span: location, message: tooDeep });
      return broken(location);
    }
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, null);
    const built = this.readOwn(node, location, depth);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private readOwn(node: unknown, location: Span, depth: number): Built {
    if (isMap(node)) return this.readMapping(node, location, depth);
    if (isSeq(node)) return this.readList(node, location, depth);
    if (!isScalar(node) || isNothing(node)) return nothing(location);
    const { value } = node;
    const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
    const plain = isPlain ? (value as string | number | boolean | null) : null;
    return { node: { kind: "scalar", span: this.spanOf(node, location), value: plain }, size: 1 };
  }

  private readAlias(alias: Alias, location: Span): Built {
    const span = this.spanOf(alias, location);
    const built = this.anchors.get(alias.source);
    if (!built) {
      const message =
        built === null
          ? `*${shownName(alias.source)} stands inside what it repeats: write the value`
          : whyNoAnchor(alias.source);
      this.problems.push({ span, message });
      return broken(span);
    }
    this.repeated += built.size;
    if (this.repeated <= maxRepeated) return built;
    if (this.repeated - built.size <= maxRepeated)
      this.problems.push({ span, message: "aliases repeat too much: write the values" });
    return broken(span);
  }

  private readMapping(map: YAMLMap, location: Span, depth: number): Built {
    const entries = new Map<string, MappingEntry>();
    let size = 1;
    let own: Span | undefined;
    for (const { key, value } of map.items) {
      const span = this.spanOf(key, location);
      const built = this.read(value, span, depth + 1);
      size += built.size;
      const { end } = isAlias(value) ? this.spanOf(value, span) : built.node.span;
      own = { start: own ? own.start : span.start, end: Math.max(span.end, end) };
      const name = this.keyName(key, span);
      if (name === null) continue;
      const why = whyNotKey(name, entries);
      if (why === null) entries.set(name, { key: span, value: built.node });
      else this.problems.push({ span, message: why });
    }
    const span = map.flow === true || own === undefined ? this.spanOf(map, location) : own;
    return { node: { kind: "mapping", span, entries }, size };
  }

  /** Null for what cannot be a key, which is said. */
  private keyName(key: unknown, span: Span): string | null {
    const reject = (message: string): null => {
      this.problems.push({ span, message });
      return null;
    };
    if (isAlias(key)) return reject("a key is written out, not an alias");
    if (isMap(key) || isSeq(key))
      return reject(`a key is text, not a ${isMap(key) ? "mapping" : "list"}`);
    if (!isScalar(key)) return reject("a key is missing before the colon");
    const source = key.source ?? "";
    if (key.anchor !== undefined) return reject("a key takes no anchor");
    if (typeof key.value !== "string")
      return reject(
        source === ""
          ? "a key is missing before the colon"
          : `a key is text, and ${shownName(source)} is not: write ${shownText(source)}`,
      );
    if (key.value === "<<" && key.type === "PLAIN")
      return reject("merge keys (<<) are not read: write the keys out");
    return key.value;
  }

  private readList(list: YAMLSeq, location: Span, depth: number): Built {
    const own = this.spanOf(list, location);
    const items: ConfigNode[] = [];
    let [size, end] = [1, own.start + 1];
    for (const item of list.items) {
      const at = { start: Math.min(end, own.end), end: Math.min(end, own.end) };
      const built = this.read(item, this.spanOf(item, at), depth + 1);
      size += built.size;
      end = isAlias(item) ? this.spanOf(item, at).end : Math.max(end, built.node.span.end);
      items.push(built.node);
    }
    const span = list.flow === true ? own : { start: own.start, end };
    return { node: { kind: "list", span, items }, size };
  }

  /** Without line ends and blanks behind it. */
  private spanOf(node: unknown, location: Span): Span {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    if (!range) return location;
    const [start, end] = range;
    return { start, end: start + this.text.slice(start, end).trimEnd().length };
  }
}

function nothing(span: Span): Built {
  return { node: { kind: "scalar", span, value: null }, size: 1 };
}

function broken(span: Span): Built {
  return { node: { kind: "scalar", span, value: null, isBroken: true }, size: 1 };
}

/** A pattern without quotes looks like an alias. */
function whyNoAnchor(name: string): string {
  return /^[\w-]+$/.test(name)
    ? `there is no anchor &${shownName(name)} before this`
    : `text that begins with * stands in quotes: ${shownText(`*${name}`)}`;
}
