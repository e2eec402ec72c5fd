import { unresolvedPart } from "../../shell/unresolved.ts";
import { withTemplateParts } from "../template-parts.ts";
import type { NamedValue, Value } from "../source-reading.ts";
import type { StringLiteral, StringPart } from "./string-literal.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** A part of a string, with the literal that has it; null where none has. */
export type PlacedPart = StringPart & {
  readonly literal: StringLiteral | null;
  /** The name of the constant that it comes from; null for what is written in the expression itself. */
  readonly constant: string | null;
};

/** A string literal, or what is put together from several: adjacent ones, a sum, a template. */
export interface StringExpression {
  readonly node: SyntaxNode;
  readonly parts: readonly PlacedPart[];
}

/** The literals of an expression, in order, each once. */
export function literalsOf({ parts }: StringExpression): readonly StringLiteral[] {
  return [...new Set(parts.flatMap(({ literal }) => literal ?? []))];
}

/** The text, with one `unresolvedPart` for each part that is not known, and these as written. */
function textOf(parts: readonly PlacedPart[]): Pick<Value, "text" | "unknown"> {
  const unknown = parts.flatMap((part) => (part.kind === "unknown" ? [part.written] : []));
  const text = parts.map((part) => (part.kind === "known" ? part.text : unresolvedPart)).join("");
  return text.includes("$") ? withTemplates(text, unknown) : { text, unknown };
}

/** Half of a pair, other than those of src/shell: decoded text never contains it. */
const mark = "\uDFFF";

/** `${{inputs.tag}}` and `$(tag)` are for another program; an f-string can have put a name into one. */
function withTemplates(text: string, own: readonly string[]): Pick<Value, "text" | "unknown"> {
  const { text: known, unknown: templates } = withTemplateParts(
    text.replaceAll(unresolvedPart, mark),
  );
  let [nextOwn, nextTemplate] = [0, 0];
  const takeOwn = (): string => own[nextOwn++] ?? "";
  const unknown: string[] = [];
  for (const char of known)
    if (char === mark) unknown.push(takeOwn());
    else if (char === unresolvedPart)
      unknown.push((templates[nextTemplate++] ?? "").replaceAll(mark, takeOwn));
  return { text: known.replaceAll(mark, unresolvedPart), unknown };
}

/**
 * The expression as a value. It stands at the literal with the repository of an azureml image, else at the first one.
 * @param mayName whether a text can name such an image
 */
export function valueOf(
  expression: StringExpression,
  mayName: (text: string) => boolean = () => false,
): { readonly value: Value; readonly parts: readonly NamedValue[] } {
  const byLiteral = new Map<StringLiteral, PlacedPart[]>();
  for (const part of expression.parts) {
    if (!part.literal) continue;
    const own = byLiteral.get(part.literal);
    if (own) own.push(part);
    else byLiteral.set(part.literal, [part]);
  }
  const literals = [...byLiteral.keys()];
  const texts = literals.map((literal) => textOf(byLiteral.get(literal) ?? []));
  const at = Math.max(
    0,
    texts.findIndex(({ text }) => mayName(text)),
  );
  const span = literals[at]?.content ?? expression.node;
  const value = { ...textOf(expression.parts), span: { start: span.start, end: span.end } };
  if (literals.length < 2) return { value, parts: [] };
  const parts = literals.map((literal, index) => ({
    name:
      byLiteral.get(literal)?.[0]?.constant ??
      (index < at ? "registry" : index > at ? "tag" : "repository"),
    text: texts[index]?.text ?? "",
    unknown: texts[index]?.unknown ?? [],
    span: literal.content,
  }));
  return { value, parts };
}
