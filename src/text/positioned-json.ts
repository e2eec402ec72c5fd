import type { JsonProblem } from "./json-problem.ts";

/** A value of JSON and its offsets in UTF-16 code units: the first character, and the end (exclusive). */
export type JsonNode = JsonObject | JsonList | JsonText | JsonLiteral;

interface Located {
  readonly at: number;
  readonly end: number;
}

export interface JsonObject extends Located {
  readonly kind: "object";
  readonly members: readonly JsonMember[];
}

export interface JsonList extends Located {
  readonly kind: "list";
  readonly items: readonly JsonNode[];
}

export interface JsonText extends Located {
  readonly kind: "text";
  readonly text: string;
}

/** A number, true, false or null, as it is written. */
export interface JsonLiteral extends Located {
  readonly kind: "literal";
  readonly written: string;
}

export interface JsonMember {
  readonly key: string;
  readonly keyAt: number;
  readonly keyEnd: number;
  readonly value: JsonNode;
}

/** Bounds against input that would take the stack or the memory of the process. */
export interface JsonLimits {
  /** Levels of nesting; the outermost value is level 0. */
  readonly depth: number;
  readonly values: number;
  /** Members whose values are read only to find the end of them: they are null, and their parts do not count as values. */
  readonly skipped?: ReadonlySet<string>;
  /** Of a duplicate key the last counts, as for programs that read the file. */
  readonly lastCounts?: boolean;
}

const nothing: JsonLiteral = { kind: "literal", at: 0, end: 0, written: "null" };

/**
 * Reads JSON (RFC 8259) with the positions of its parts, in one pass. Of a duplicate key the first counts, and each later one
 * is reported: JSON.parse would take the last in silence. Reading stops at the first syntax error.
 * @returns null where the text is not JSON, which is reported
 */
export function readPositionedJson(
  text: string,
  limits: JsonLimits,
  report: (problem: JsonProblem) => void,
): JsonNode | null {
  return new JsonReader(text, limits, report).readDocument();
}

class JsonReader {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #report: (problem: JsonProblem) => void;
  #offset = 0;
  #values = 0;
  /** Inside of values that are skipped. */
  #isSkipping = false;

  constructor(text: string, limits: JsonLimits, report: (problem: JsonProblem) => void) {
    this.#text = text;
    this.#limits = limits;
    this.#report = report;
  }

  readDocument(): JsonNode | null {
    if (this.#peek() === "") return this.#fail({ code: "empty" });
    const root = this.#readValue(0);
    if (root && this.#peek() !== "")
      return this.#fail({ code: "text-after-end", found: this.#found() });
    return root;
  }

  #readValue(depth: number): JsonNode | null {
    const char = this.#peek();
    if (depth > this.#limits.depth)
      return this.#fail({ code: "too-deep", limit: this.#limits.depth });
    if (!this.#isSkipping) this.#values += 1;
    if (this.#values > this.#limits.values)
      return this.#fail({ code: "too-many-values", limit: this.#limits.values });
    if (char === "{") return this.#readObject(depth);
    if (char === "[") return this.#readList(depth);
    return char === '"' ? this.#readText() : this.#readLiteral();
  }

  #readObject(depth: number): JsonNode | null {
    const at = this.#offset++;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    if (this.#skip("}")) return { kind: "object", at, end: this.#offset, members };
    do {
      if (keys.size > 0 && this.#peek() === "}") return this.#trailingComma();
      if (this.#peek() !== '"') return this.#expected("key");
      const key = this.#readText();
      if (key === null) return null;
      if (!this.#skip(":")) return this.#expected("colon");
      const value = this.#readMember(key.text, depth + 1);
      if (value === null) return null;
      const [keyAt, keyEnd] = [key.at, key.end];
      const isRepeated = keys.has(key.text);
      if (isRepeated)
        this.#report({ code: "duplicate-key", start: keyAt, end: keyEnd, key: key.text });
      if (!this.#isSkipping && !(isRepeated && this.#limits.lastCounts !== true))
        members.push({ key: key.text, keyAt, keyEnd, value });
      keys.add(key.text);
    } while (this.#skip(","));
    if (!this.#skip("}")) return this.#expected("comma or }");
    return { kind: "object", at, end: this.#offset, members };
  }

  #readMember(key: string, depth: number): JsonNode | null {
    if (this.#isSkipping || !this.#limits.skipped?.has(key)) return this.#readValue(depth);
    this.#isSkipping = true;
    const value = this.#readValue(depth);
    this.#isSkipping = false;
    return value && nothing;
  }

  #readList(depth: number): JsonNode | null {
    const at = this.#offset++;
    const items: JsonNode[] = [];
    if (this.#skip("]")) return { kind: "list", at, end: this.#offset, items };
    let isFirst = true;
    do {
      if (!isFirst && this.#peek() === "]") return this.#trailingComma();
      const item = this.#readValue(depth + 1);
      if (item === null) return null;
      if (!this.#isSkipping) items.push(item);
      isFirst = false;
    } while (this.#skip(","));
    if (!this.#skip("]")) return this.#expected("comma or ]");
    return { kind: "list", at, end: this.#offset, items };
  }

  /** Character by character: a regular expression with a repeated choice overflows the stack on megabytes. */
  #readText(): JsonText | null {
    const at = this.#offset;
    let isEscaped = false;
    for (let next = at + 1; next < this.#text.length; next += 1) {
      const code = this.#text.charCodeAt(next);
      if (code < 0x20) break;
      if (code === 0x5c) {
        isEscaped = true;
        next += 1;
      } else if (code === 0x22) {
        const written = this.#text.slice(at, next + 1);
        const text = isEscaped ? parsed(written) : written.slice(1, -1);
        if (typeof text !== "string") return this.#fail({ code: "bad-escape" }, 1);
        this.#offset = next + 1;
        return { kind: "text", at, end: this.#offset, text };
      }
    }
    return this.#fail({ code: "unclosed-text" }, 1);
  }

  #readLiteral(): JsonNode | null {
    const at = this.#offset;
    const written = this.#wordHere();
    if (written === "" || parsed(written) === undefined) return this.#expected("value");
    this.#offset += written.length;
    return { kind: "literal", at, end: this.#offset, written };
  }

  /** Passes a character if it comes next. */
  #skip(char: string): boolean {
    if (this.#peek() !== char) return false;
    this.#offset += 1;
    return true;
  }

  /** The next character that is not white space; empty at the end of the file. */
  #peek(): string {
    while (" \t\r\n".includes(this.#text[this.#offset] ?? "x")) this.#offset += 1;
    return this.#text[this.#offset] ?? "";
  }

  #wordHere(): string {
    let end = this.#offset;
    while (/[\w.+-]/.test(this.#text[end] ?? "")) end += 1;
    return this.#text.slice(this.#offset, end);
  }

  /** The word, else the character at the offset; empty at the end of the file. */
  #found(): string {
    const code = this.#text.codePointAt(this.#offset);
    return code === undefined ? "" : this.#wordHere() || String.fromCodePoint(code);
  }

  #expected(what: "value" | "key" | "colon" | "comma or }" | "comma or ]"): null {
    this.#peek();
    const next = this.#text.slice(this.#offset, this.#offset + 2);
    const found = this.#found();
    if (next.startsWith("#") || next === "//" || next === "/*")
      return this.#fail({ code: "comment" }, 1);
    if (next.startsWith("'")) return this.#fail({ code: "single-quote" }, 1);
    return this.#fail({ code: "unexpected", expected: what, found }, found.length);
  }

  /** Reported at the comma, which is the last character before the offset that is not white space. */
  #trailingComma(): null {
    const close = this.#peek();
    this.#offset = this.#text.lastIndexOf(",", this.#offset);
    return this.#fail({ code: "trailing-comma", close }, 1);
  }

  /** @param length characters that the problem is about */
  #fail(problem: WithoutSpan<JsonProblem>, length?: number): null {
    const found = "found" in problem ? problem.found.length : 0;
    const end = this.#offset + (length ?? Math.max(found, this.#found().length));
    this.#report({ ...problem, start: this.#offset, end });
    return null;
  }
}

type WithoutSpan<Problem> = Problem extends unknown ? Omit<Problem, "start" | "end"> : never;

/** Undefined for what is not JSON. */
function parsed(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    return undefined;
  }
}
