import type { ConfigNode, MappingEntry, Span, TreeProblem, TreeReading } from "./config-tree.ts";
import { maxDepth, shownText, tooDeep, whyNotKey } from "./config-tree.ts";

/** A syntax error: what stands behind it has no meaning. */
class SyntaxProblem extends Error {
  readonly span: Span;
  constructor(span: Span, message: string) {
    super(message);
    this.span = span;
  }
}

/** JSON as RFC 8259 has it, with places. */
export function readJson(text: string): TreeReading {
  const reader = new JsonReader(text);
  try {
    return { root: reader.readDocument(), problems: reader.problems };
  } catch (error) {
    if (!(error instanceof SyntaxProblem)) throw error;
    const { span, message } = error;
    return { root: null, problems: [...reader.problems, { span, message }] };
  }
}

const token =
  /"(?:[^"\\\p{Cc}]|\p{Cc}(?<=[\u007f-\u009f])|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])|\w+|./suy;

class JsonReader {
  readonly problems: TreeProblem[] = [];
  private readonly text: string;
  private offset = 0;

  constructor(text: string) {
    this.text = text;
  }

  readDocument(): ConfigNode {
    const root = this.readValue(0);
    const surplus = this.peek();
    if (surplus !== "") this.fail(surplus, `the file ends before ${shownText(surplus)}: remove it`);
    return root;
  }

  private readValue(depth: number): ConfigNode {
    const source = this.peek();
    if (depth > maxDepth) this.fail(source, tooDeep);
    if (source === "{") return this.readMapping(depth);
    if (source === "[") return this.readList(depth);
    if (!/^(?:["\d-].+|\d|true|false|null)$/s.test(source)) this.expected("a value");
    const span = this.take(source);
    try {
      const value = JSON.parse(source) as string | number | boolean | null;
      return { kind: "scalar", span, value };
    } catch {
      throw new SyntaxProblem(span, `${shownText(source)} is not a value of JSON`);
    }
  }

  private readMapping(depth: number): ConfigNode {
    const { start } = this.take("{");
    const entries = new Map<string, MappingEntry>();
    if (this.peek() !== "}")
      for (;;) {
        const source = this.peek();
        if (!/^".*"$/s.test(source) || source.length < 2) this.expected('a key in quotes ("…")');
        const key = this.take(source);
        const name = JSON.parse(source) as string;
        if (this.peek() !== ":") this.expected("a colon");
        this.take(":");
        const value = this.readValue(depth + 1);
        const why = whyNotKey(name, entries);
        if (why === null) entries.set(name, { key, value });
        else this.problems.push({ span: key, message: why });
        if (!this.readComma("}")) break;
      }
    return { kind: "mapping", span: { start, end: this.take("}").end }, entries };
  }

  private readList(depth: number): ConfigNode {
    const { start } = this.take("[");
    const items: ConfigNode[] = [];
    if (this.peek() !== "]")
      do items.push(this.readValue(depth + 1));
      while (this.readComma("]"));
    return { kind: "list", span: { start, end: this.take("]").end }, items };
  }

  /** Whether there is one more behind it. */
  private readComma(end: string): boolean {
    const source = this.peek();
    if (source === end) return false;
    if (source !== ",") this.expected(`a comma or ${end}`);
    const comma = this.take(",");
    if (this.peek() === end)
      throw new SyntaxProblem(comma, `JSON takes no comma before ${end}: remove it`);
    return true;
  }

  /** The next token, empty at the end of the file. */
  private peek(): string {
    while (" \t\r\n".includes(this.text[this.offset] ?? "x")) this.offset += 1;
    token.lastIndex = this.offset;
    return token.exec(this.text)?.[0] ?? "";
  }

  private take(source: string): Span {
    const start = this.offset;
    this.offset += source.length;
    return { start, end: this.offset };
  }

  private expected(what: string): never {
    const source = this.peek();
    if (source === "") this.fail(source, `the file ends where ${what} should stand`);
    if (source === "#" || /^\/[/*]/.test(this.text.slice(this.offset, this.offset + 2)))
      this.fail(source, "JSON takes no comments: remove it, or write .inferlint.yaml");
    if (source === "'") this.fail(source, 'JSON takes text in double quotes ("…")');
    if (source === '"')
      this.fail(source, "this text does not end on its line, or holds a bad escape");
    this.fail(source, `${what} should stand here, not ${shownText(source)}`);
  }

  private fail(source: string, message: string): never {
    throw new SyntaxProblem({ start: this.offset, end: this.offset + source.length }, message);
  }
}
