import { shownText } from "./facts-messages.ts";

/** A value of JSON and the offset it starts at. */
export type JsonNode =
  | { readonly kind: "object"; readonly at: number; readonly members: readonly JsonMember[] }
  | { readonly kind: "list"; readonly at: number; readonly items: readonly JsonNode[] }
  | { readonly kind: "text"; readonly at: number; readonly text: string }
  /** A number, true, false or null, as it is written. */
  | { readonly kind: "word"; readonly at: number; readonly written: string };

export interface JsonMember {
  readonly keyAt: number;
  readonly key: string;
  readonly value: JsonNode;
}

/** Takes what is wrong with a file, and the offset where it is. */
export type Report = (at: number, message: string) => void;

/** More levels than a facts file has. */
const maxDepth = 16;

/** More values than all of Microsoft's registry has; as objects they still fit into memory. */
const maxValues = 2_000_000;

/**
 * Reads JSON with the places of its parts, in one pass. Of a key that is there twice the first counts, and the second is
 * reported: JSON.parse would take the last in silence.
 * @returns null where the text is no JSON, which is reported once
 */
export function readJson(text: string, report: Report): JsonNode | null {
  return new JsonReader(text, report).readDocument();
}

class JsonReader {
  private readonly text: string;
  private readonly report: Report;
  private offset = 0;
  private values = 0;

  constructor(text: string, report: Report) {
    this.text = text;
    this.report = report;
  }

  readDocument(): JsonNode | null {
    if (this.peek() === "") return this.fail("the file is empty");
    const root = this.readValue(0);
    if (root && this.peek() !== "") return this.fail(`the file should end before ${this.shown()}`);
    return root;
  }

  private readValue(depth: number): JsonNode | null {
    const char = this.peek();
    if (depth > maxDepth) return this.fail(`this is nested more than ${maxDepth} levels deep`);
    this.values += 1;
    if (this.values > maxValues) return this.fail(`the file holds more than ${maxValues} values`);
    if (char === "{") return this.readObject(depth);
    if (char === "[") return this.readList(depth);
    const at = this.offset;
    if (char !== '"') return this.readWord(at);
    const text = this.readText();
    return text === null ? null : { kind: "text", at, text };
  }

  private readObject(depth: number): JsonNode | null {
    const at = this.offset++;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    if (this.skip("}")) return { kind: "object", at, members };
    do {
      if (this.peek() !== '"') return this.expected('a key in quotes ("…")');
      const keyAt = this.offset;
      const key = this.readText();
      if (key === null) return null;
      if (!this.skip(":")) return this.expected("a colon");
      const value = this.readValue(depth + 1);
      if (value === null) return null;
      if (keys.has(key)) this.report(keyAt, `${shownText(key)} is there twice: remove one`);
      else members.push({ keyAt, key, value });
      keys.add(key);
    } while (this.skip(","));
    return this.skip("}") ? { kind: "object", at, members } : this.expected("a comma or }");
  }

  private readList(depth: number): JsonNode | null {
    const at = this.offset++;
    const items: JsonNode[] = [];
    if (this.skip("]")) return { kind: "list", at, items };
    do {
      const item = this.readValue(depth + 1);
      if (item === null) return null;
      items.push(item);
    } while (this.skip(","));
    return this.skip("]") ? { kind: "list", at, items } : this.expected("a comma or ]");
  }

  /** By hand and not by a pattern: one that repeats a choice runs out of stack on a text of many megabytes. */
  private readText(): string | null {
    const start = this.offset;
    let isEscaped = false;
    for (let at = start + 1; at < this.text.length; at += 1) {
      const code = this.text.charCodeAt(at);
      if (code < 0x20) break;
      if (code === 0x5c) {
        isEscaped = true;
        at += 1;
      } else if (code === 0x22) {
        const written = this.text.slice(start, at + 1);
        const text = isEscaped ? parsed(written) : written.slice(1, -1);
        if (typeof text !== "string") return this.fail("this text holds a bad escape");
        this.offset = at + 1;
        return text;
      }
    }
    return this.fail("this text does not end on its line");
  }

  private readWord(at: number): JsonNode | null {
    const written = this.wordHere();
    if (written === "" || parsed(written) === undefined) return this.expected("a value");
    this.offset += written.length;
    return { kind: "word", at, written };
  }

  /** Passes a sign where it stands next. */
  private skip(sign: string): boolean {
    if (this.peek() !== sign) return false;
    this.offset += 1;
    return true;
  }

  /** The next character that is no white space, empty at the end of the file. */
  private peek(): string {
    while (" \t\r\n".includes(this.text[this.offset] ?? "x")) this.offset += 1;
    return this.text[this.offset] ?? "";
  }

  private wordHere(): string {
    let end = this.offset;
    while (/[\w.+-]/.test(this.text[end] ?? "")) end += 1;
    return this.text.slice(this.offset, end);
  }

  private shown(): string {
    const char = String.fromCodePoint(this.text.codePointAt(this.offset) ?? 0);
    return shownText(this.wordHere() || char);
  }

  private expected(what: string): null {
    const isAtEnd = this.peek() === "";
    return this.fail(
      isAtEnd
        ? `the file ends where ${what} should stand`
        : `${what} should stand here, not ${this.shown()}`,
    );
  }

  private fail(message: string): null {
    this.report(this.offset, `${message}; inferlint facts update -o FILE writes the file anew`);
    return null;
  }
}

/** Undefined where it is not JSON. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
