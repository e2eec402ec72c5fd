import type { Span } from "./line-index.ts";

/** A part of a YAML text as the lexer cuts it. All parts but marks are together the text. */
export interface YamlLexeme extends Span {
  /** As the parser of the library expects it. */
  readonly written: string;
  /** A mark stands for no text; a scalar is plain or a block, without its header. Quoted scalars are tokens. */
  readonly kind: "mark" | "scalar" | "token";
}

/** Control characters by which the lexer marks what follows: the start of a document, the end of a flow, a scalar. */
const marks: readonly string[] = ["\u0002", "\u0018", "\u001f"];
const scalarMark = "\u001f";

/**
 * The parts of a YAML text with their places.
 * @param lexed what the lexer of the library yields, which takes no stack
 */
export function* yamlLexemes(lexed: Iterable<string>): Generator<YamlLexeme> {
  let start = 0;
  let isScalar = false;
  for (const written of lexed) {
    // A scalar can be one of these characters itself.
    if (!isScalar && marks.includes(written)) {
      isScalar = written === scalarMark;
      yield { written, kind: "mark", start, end: start };
      continue;
    }
    const end = start + written.length;
    yield { written, kind: isScalar ? "scalar" : "token", start, end };
    isScalar = false;
    start = end;
  }
}

/** The depth of a YAML text, by its lexemes: parsing a text that is nested too deeply would overflow the stack. */
export class YamlNesting {
  readonly #maxDepth: number;
  #flow = 0;
  #indent = 0;
  #indicators = 0;
  #isLineStart = true;

  constructor(maxDepth: number) {
    this.#maxDepth = maxDepth;
  }

  /** Whether the text is too deep up to the next lexeme: an estimate, never too low. */
  isTooDeep({ written, kind }: YamlLexeme): boolean {
    if (kind === "mark") return false;
    if (kind === "scalar") {
      this.#isLineStart = false;
      return false;
    }
    if (written === "\n" || written === "\r\n") {
      this.#isLineStart = true;
      this.#indent = 0;
      if (this.#flow === 0) this.#indicators = 0;
      return false;
    }
    if (this.#isLineStart && /^ +$/.test(written)) this.#indent = written.length;
    this.#isLineStart = false;
    if (written === "[" || written === "{") this.#flow += 1;
    else if (written === "]" || written === "}") this.#flow = Math.max(0, this.#flow - 1);
    else if (written === ",") this.#indicators = 0;
    else if (written === "-" || written === "?" || written === ":") {
      this.#indicators += 1;
      // Enough for the deepest nesting with four spaces a level.
      if (this.#flow === 0 && this.#indent > 4 * this.#maxDepth) return true;
    }
    return this.#flow > this.#maxDepth || this.#indicators > 2 * this.#maxDepth;
  }
}
