import type { BakeValue } from "./bake-value.ts";
import {
  asText,
  concatenated,
  knownText,
  maxItems,
  NotEvaluated,
  unknownText,
} from "./bake-value.ts";
import type { TemplatePart } from "./interpolation.ts";
import { stringEnd, templateParts } from "./interpolation.ts";
import { asBoolean, isSame, memberOf } from "./operators.ts";

/** What names mean in an expression. Both throw NotEvaluated for a name that is not known. */
export interface BakeScope {
  readonly lookup: (name: string) => BakeValue;
  readonly call: (name: string, values: readonly BakeValue[]) => BakeValue;
  /** Counts one step of the evaluation; throws NotEvaluated after too many. */
  readonly step: () => void;
}

const maxDepth = 40;

/**
 * The value of a template: the text of a string with `${…}` in it. A template that is one expression keeps its type, and what
 * cannot be evaluated is not known.
 * @param decode decodes a literal part, where it has escapes
 */
export function evaluateTemplate(
  template: string,
  scope: BakeScope,
  decode: (written: string) => string = (written) => written,
  depth = 0,
): BakeValue {
  const parts = templateParts(template);
  if (!parts) return unknownText(template);
  const values = parts.map((part): BakeValue => {
    if (part.kind === "literal") return knownText(decode(part.written).replaceAll("$${", "${"));
    return evaluated(part.source, scope, depth);
  });
  const [first] = values;
  if (values.length === 1 && first !== undefined) return first;
  try {
    return concatenated(
      values.map((value, index) => orUnknown(() => asText(value), sourceOf(parts[index]))),
    );
  } catch (error) {
    if (error instanceof NotEvaluated) return unknownText(template);
    throw error;
  }
}

const sourceOf = (part?: TemplatePart): string =>
  part?.kind === "expression" ? `\${${part.source}}` : "";

function evaluated(source: string, scope: BakeScope, depth: number): BakeValue {
  return orUnknown(() => new ExpressionReader(source, scope, depth).read(), `\${${source}}`);
}

function orUnknown<T extends BakeValue>(
  evaluate: () => T,
  written: string,
): T | ReturnType<typeof unknownText> {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof NotEvaluated) return unknownText(written);
    throw error;
  }
}

const token =
  /\s*(?:(?<name>[\p{ID_Start}_][\p{ID_Continue}-]*)|(?<number>\d+(?:\.\d+)?)|(?<sign>==|!=|&&|\|\||[!?:.,()[\]{}="]))/uy;

/** Evaluates the part of HCL's expressions that build files use. All else throws NotEvaluated. */
class ExpressionReader {
  readonly #source: string;
  readonly #scope: BakeScope;
  #depth: number;
  #offset = 0;

  constructor(source: string, scope: BakeScope, depth: number) {
    this.#source = source;
    this.#scope = scope;
    this.#depth = depth;
  }

  read(): BakeValue {
    const value = this.#conditional();
    if (this.#source.slice(this.#offset).trim() !== "") throw new NotEvaluated();
    return value;
  }

  #conditional(): BakeValue {
    this.#scope.step();
    if (++this.#depth > maxDepth) throw new NotEvaluated();
    const condition = this.#either();
    if (this.#passes("?")) {
      const yes = this.#conditional();
      this.#expect(":");
      const no = this.#conditional();
      this.#depth -= 1;
      return asBoolean(condition) ? yes : no;
    }
    this.#depth -= 1;
    return condition;
  }

  #either(): BakeValue {
    let value = this.#both();
    while (this.#passes("||")) {
      const [left, right] = [asBoolean(value), asBoolean(this.#both())];
      value = left || right;
    }
    return value;
  }

  #both(): BakeValue {
    let value = this.#comparison();
    while (this.#passes("&&")) {
      const [left, right] = [asBoolean(value), asBoolean(this.#comparison())];
      value = left && right;
    }
    return value;
  }

  #comparison(): BakeValue {
    const left = this.#unary();
    if (this.#passes("==")) return isSame(left, this.#unary());
    return this.#passes("!=") ? !isSame(left, this.#unary()) : left;
  }

  #unary(): BakeValue {
    let negations = 0;
    while (this.#passes("!")) negations += 1;
    const value = this.#member();
    return negations === 0 ? value : asBoolean(value) === (negations % 2 === 0);
  }

  #member(): BakeValue {
    let value = this.#primary();
    for (;;)
      if (this.#passes(".")) value = memberOf(value, knownText(this.#name()));
      else if (this.#passes("[")) {
        value = memberOf(value, this.#conditional());
        this.#expect("]");
      } else return value;
  }

  #primary(): BakeValue {
    const { name, number, sign } = this.#next();
    if (number !== undefined) return Number(number);
    if (name !== undefined) return this.#named(name);
    if (sign === '"') return this.#string();
    if (sign === "(") {
      const value = this.#conditional();
      this.#expect(")");
      return value;
    }
    if (sign === "[") return this.#list("]");
    if (sign === "{") return this.#object();
    throw new NotEvaluated();
  }

  #named(name: string): BakeValue {
    if (name === "true" || name === "false") return name === "true";
    if (name === "null") return null;
    return this.#passes("(") ? this.#scope.call(name, this.#list(")")) : this.#scope.lookup(name);
  }

  #string(): BakeValue {
    const end = stringEnd(this.#source, this.#offset - 1);
    if (end < 0 || this.#depth + 1 > maxDepth) throw new NotEvaluated();
    const template = this.#source.slice(this.#offset, end);
    this.#offset = end + 1;
    if (template === "") return knownText("");
    return evaluateTemplate(template, this.#scope, unescaped, this.#depth + 1);
  }

  #list(close: string): BakeValue[] {
    const values: BakeValue[] = [];
    while (!this.#passes(close)) {
      if (values.length > 0) {
        this.#expect(",");
        if (this.#passes(close)) break;
      }
      values.push(this.#conditional());
      if (values.length > maxItems) throw new NotEvaluated();
    }
    return values;
  }

  #object(): BakeValue {
    const members = new Map<string, BakeValue>();
    while (!this.#passes("}")) {
      const { name, sign } = this.#next();
      const key = sign === '"' ? asText(this.#string()).text : name;
      if (key === undefined) throw new NotEvaluated();
      if (!this.#passes("=")) this.#expect(":");
      members.set(key, this.#conditional());
      if (!this.#passes(",")) {
        this.#expect("}");
        break;
      }
    }
    return members;
  }

  #name(): string {
    const { name } = this.#next();
    if (name === undefined) throw new NotEvaluated();
    return name;
  }

  /** Passes a sign if it comes next. */
  #passes(sign: string): boolean {
    const before = this.#offset;
    token.lastIndex = before;
    if (token.exec(this.#source)?.groups?.["sign"] !== sign) return false;
    this.#offset = token.lastIndex;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#passes(sign)) throw new NotEvaluated();
  }

  #next(): { readonly name?: string; readonly number?: string; readonly sign?: string } {
    token.lastIndex = this.#offset;
    const match = token.exec(this.#source);
    if (!match?.groups) throw new NotEvaluated();
    this.#offset = token.lastIndex;
    return match.groups;
  }
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };

/** A literal part of a string in an expression. */
function unescaped(written: string): string {
  return written.replace(
    /\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/gs,
    (_, short?: string, long?: string, char = "") => {
      const code = Number.parseInt(short ?? long ?? "", 16);
      if (Number.isNaN(code)) return escapes[char as string] ?? (char as string);
      if (code > 0x10ffff) throw new NotEvaluated();
      return String.fromCodePoint(code);
    },
  );
}
