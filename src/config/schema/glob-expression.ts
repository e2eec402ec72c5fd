/** A part of the regular expression that picomatch makes of a pattern. */
export type Expression =
  | { readonly kind: "character"; readonly accepts: (code: number) => boolean }
  | { readonly kind: "check"; readonly holds: Check }
  | { readonly kind: "sequence"; readonly parts: readonly Expression[] }
  | { readonly kind: "choice"; readonly options: readonly Expression[] }
  | {
      readonly kind: "repeat";
      readonly part: Expression;
      readonly canBeAbsent: boolean;
      readonly canRepeat: boolean;
    };

/** Whether a condition holds at a position of a name. */
type Check = (name: string, at: number) => boolean;

/** The conditions of picomatch, by their text; each looks at no more than the next three characters. */
const checks: readonly (readonly [text: string, holds: Check])[] = [
  ["^", (_, at) => at === 0],
  ["$", (name, at) => at === name.length],
  ["(?=.)", (name, at) => at < name.length && !isLineEnd(name.charCodeAt(at))],
  [String.raw`(?!\.{1,2}(?:\/|$))`, (name, at) => !isDots(name, at)],
  [
    String.raw`(?!(?:^|\/)\.{1,2}(?:\/|$))`,
    (name, at) => !(at === 0 && isDots(name, 0)) && !(name[at] === "/" && isDots(name, at + 1)),
  ],
  [
    String.raw`(?!\.{0,1}(?:\/|$))`,
    (name, at) => !endsSegment(name, at) && !(name[at] === "." && endsSegment(name, at + 1)),
  ],
];

/**
 * Reads a regular expression of picomatch without any that needs backtracking: groups, alternatives, classes, repetitions and
 * the conditions above.
 * @throws RangeError for any other
 */
export function readExpression(source: string): Expression {
  const reader = new ExpressionReader(source);
  const expression = reader.choice();
  if (!reader.isAtEnd) throw reader.unsupported();
  return expression;
}

class ExpressionReader {
  private at = 0;
  private readonly source: string;
  private readonly classes = new Map<string, (code: number) => boolean>();

  constructor(source: string) {
    this.source = source;
  }

  get isAtEnd(): boolean {
    return this.at === this.source.length;
  }

  choice(): Expression {
    const options: Expression[] = [];
    do options.push(this.sequence());
    while (this.takes("|"));
    return { kind: "choice", options };
  }

  unsupported(): RangeError {
    return new RangeError(`unsupported at ${this.at}: ${this.source}`);
  }

  private sequence(): Expression {
    const parts: Expression[] = [];
    while (!this.isAtEnd && !"|)".includes(this.source[this.at] ?? ""))
      parts.push(this.repeated(this.part()));
    return { kind: "sequence", parts };
  }

  private part(): Expression {
    const check = checks.find(([text]) => this.takes(text));
    if (check) return { kind: "check", holds: check[1] };
    if (this.takes("(?:") || this.takes("(")) {
      const inner = this.choice();
      if (!this.takes(")")) throw this.unsupported();
      return inner;
    }
    singleCharacter.lastIndex = this.at;
    const [text] = singleCharacter.exec(this.source) ?? [];
    if (text === undefined) throw this.unsupported();
    this.at += text.length;
    return { kind: "character", accepts: this.accepts(text) };
  }

  /** What one character of an expression accepts. */
  private accepts(text: string): (code: number) => boolean {
    if (text === ".") return (code) => !isLineEnd(code);
    if (!/^(?:\[|\\\w)/.test(text)) {
      const own = text.charCodeAt(text.length - 1);
      return (code) => code === own;
    }
    const known = this.classes.get(text) ?? acceptsClass(text);
    this.classes.set(text, known);
    return known;
  }

  /** A `?` for a lazy repetition is skipped: it does not change which names match. */
  private repeated(part: Expression): Expression {
    const mark = ["*", "+", "?"].find((one) => this.takes(one));
    if (mark === undefined) return part;
    this.takes("?");
    return { kind: "repeat", part, canBeAbsent: mark !== "+", canRepeat: mark !== "?" };
  }

  private takes(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }
}

/** A class, an escaped character, a line end as `RegExp.source` writes it, or a character without a special meaning. */
const singleCharacter = /\[(?:[^\\\]]|\\.)*\]|\\(?:[^\dA-Za-z]|[nr]|u202[89])|[^\\[\](){}*+?|^$]/sy;

/** What a class accepts is left to `RegExp`, and worked out once for ASCII. */
function acceptsClass(text: string): (code: number) => boolean {
  const expression = new RegExp(`^${text}$`);
  const accepts = (code: number): boolean => expression.test(String.fromCharCode(code));
  const ascii = Array.from({ length: 128 }, (_, code) => accepts(code));
  return (code) => ascii[code] ?? accepts(code);
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;
}

/** Whether a segment `.` or `..` begins here. */
function isDots(name: string, at: number): boolean {
  if (name[at] !== ".") return false;
  return endsSegment(name, at + 1) || (name[at + 1] === "." && endsSegment(name, at + 2));
}

function endsSegment(name: string, at: number): boolean {
  return at === name.length || name[at] === "/";
}
