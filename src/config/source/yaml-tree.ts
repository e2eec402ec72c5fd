import type { Alias, Document, Node, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { isAlias, isMap, isScalar, isSeq, parseDocument } from "yaml";
import type { Span } from "../../text/line-index.ts";
import type { ConfigNode, MappingEntry, TreeReading } from "./config-tree.ts";
import type { SyntaxProblem } from "./syntax-problem.ts";
import { keyProblem, maxDepth, syntaxProblem } from "./syntax-problem.ts";
import { findDeepNesting } from "./yaml-bounds.ts";
import { yamlProblem } from "./yaml-problem.ts";

/** How many nodes all aliases together may repeat. */
const maxRepeated = 10_000;

/** A configuration in YAML 1.2, core schema, one document. Up to the first syntax error: later ones mostly follow from it. */
export function readYaml(text: string): TreeReading {
  const directive = /^%.*/m.exec(text);
  if (directive && text.slice(0, directive.index).replace(/#.*/g, "").trim() === "") {
    const span = { start: directive.index, end: directive.index + directive[0].trimEnd().length };
    return { root: null, problems: [syntaxProblem("yaml-directive", span)] };
  }
  const tooDeep = findDeepNesting(text);
  if (tooDeep) return { root: null, problems: [tooDeep] };
  const document = parseDocument(text, {
    version: "1.2",
    schema: "core",
    merge: false,
    prettyErrors: false,
    strict: true,
    stringKeys: false,
    // Checked below: the library compares each key with every other.
    uniqueKeys: false,
    logLevel: "error",
  });
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first) return { root: null, problems: [yamlProblem(text, first)] };
  if (document.contents === null || isEmpty(document.contents)) {
    const code = text.trim() === "" ? "empty" : "only-comments";
    return { root: null, problems: [syntaxProblem(code, null)] };
  }
  return new TreeBuilder(text).build(document);
}

/** A value that is missing, as after a key and its colon. */
function isEmpty(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? "") === "";
}

interface Built {
  readonly node: ConfigNode;
  /** The number of nodes in it, aliases written out. */
  readonly size: number;
}

class TreeBuilder {
  private readonly text: string;
  private readonly problems: SyntaxProblem[] = [];
  /** Null while the anchored value is being read. */
  private readonly anchors = new Map<string, Built | null>();
  private repeated = 0;

  constructor(text: string) {
    this.text = text;
  }

  build({ contents }: Document): TreeReading {
    const built = this.read(contents, { start: 0, end: 0 }, 0);
    return { root: built.node, problems: this.problems };
  }

  /** @param fallback the span of a value that has none itself */
  private read(node: unknown, fallback: Span, depth: number): Built {
    if (isAlias(node)) return this.readAlias(node, fallback);
    if (depth > maxDepth) {
      this.problems.push(syntaxProblem("too-deep", fallback));
      return brokenAt(fallback);
    }
    const anchor = isMap(node) || isSeq(node) || isScalar(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, null);
    const built = this.readOwn(node, fallback, depth);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private readOwn(node: unknown, fallback: Span, depth: number): Built {
    if (isMap(node)) return this.readMapping(node, fallback, depth);
    if (isSeq(node)) return this.readList(node, fallback, depth);
    if (!isScalar(node) || isEmpty(node)) return emptyAt(fallback);
    const { value } = node;
    const isPlain = value === null || ["string", "number", "boolean"].includes(typeof value);
    const plain = isPlain ? (value as string | number | boolean | null) : null;
    return { node: { kind: "scalar", span: this.spanOf(node, fallback), value: plain }, size: 1 };
  }

  private readAlias(alias: Alias, fallback: Span): Built {
    const span = this.spanOf(alias, fallback);
    const built = this.anchors.get(alias.source);
    if (!built) {
      this.problems.push(
        built === null
          ? syntaxProblem("alias-cycle", span, alias.source)
          : unknownAlias(alias, span),
      );
      return brokenAt(span);
    }
    this.repeated += built.size;
    if (this.repeated <= maxRepeated) return built;
    if (this.repeated - built.size <= maxRepeated)
      this.problems.push(syntaxProblem("too-many-aliases", span));
    return brokenAt(span);
  }

  private readMapping(map: YAMLMap, fallback: Span, depth: number): Built {
    const entries = new Map<string, MappingEntry>();
    let size = 1;
    let own: Span | undefined;
    for (const { key, value } of map.items) {
      const span = this.spanOf(key, fallback);
      const built = this.read(value, span, depth + 1);
      size += built.size;
      const { end } = isAlias(value) ? this.spanOf(value, span) : built.node.span;
      own = { start: own ? own.start : span.start, end: Math.max(span.end, end) };
      const name = this.keyName(key, span);
      if (name === null) continue;
      const problem = keyProblem(name, span, entries);
      if (problem) this.problems.push(problem);
      else entries.set(name, { key: span, value: built.node });
    }
    const span = map.flow === true || own === undefined ? this.spanOf(map, fallback) : own;
    return { node: { kind: "mapping", span, entries }, size };
  }

  /** Null for what cannot be a key, which is reported. */
  private keyName(key: unknown, span: Span): string | null {
    const problem = this.keyTypeProblem(key, span);
    if (problem === null) return (key as Scalar<string>).value;
    this.problems.push(problem);
    return null;
  }

  private keyTypeProblem(key: unknown, span: Span): SyntaxProblem | null {
    if (isAlias(key)) return syntaxProblem("key-is-alias", span);
    if (isMap(key)) return syntaxProblem("key-is-collection", span, "mapping");
    if (isSeq(key)) return syntaxProblem("key-is-collection", span, "list");
    if (!isScalar(key)) return syntaxProblem("key-is-missing", span);
    const written = key.source ?? "";
    if (key.anchor !== undefined) return syntaxProblem("key-has-anchor", span);
    if (typeof key.value !== "string")
      return written === ""
        ? syntaxProblem("key-is-missing", span)
        : syntaxProblem("key-is-not-text", span, written);
    if (key.value === "<<" && key.type === "PLAIN") return syntaxProblem("merge-key", span);
    return null;
  }

  private readList(list: YAMLSeq, fallback: Span, depth: number): Built {
    const own = this.spanOf(list, fallback);
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

  /** Without white space at the end. */
  private spanOf(node: unknown, fallback: Span): Span {
    const range = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range : null;
    if (!range) return fallback;
    const [start, end] = range;
    return { start, end: start + this.text.slice(start, end).trimEnd().length };
  }
}

function emptyAt(span: Span): Built {
  return { node: { kind: "scalar", span, value: null }, size: 1 };
}

function brokenAt(span: Span): Built {
  return { node: { kind: "scalar", span, value: null, isBroken: true }, size: 1 };
}

/** A pattern without quotes looks like an alias. */
function unknownAlias({ source }: Alias, span: Span): SyntaxProblem {
  return /^[\w-]+$/.test(source)
    ? syntaxProblem("unknown-anchor", span, source)
    : syntaxProblem("unquoted-star", span, `*${source}`);
}
