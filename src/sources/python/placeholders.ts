import type { KnownPart, StringPart } from "./string-literal.ts";
import type { SyntaxNode } from "./syntax-tree.ts";

/** How a string is made from a template: `"…".format(…)`, `"…" % …`, or by a call that is not seen. */
export type TemplateKind = "format" | "percent" | "any";

/** The value of a placeholder: by its name, by its number, or the next one. */
export type ArgumentOf = (name: string, index: number) => SyntaxNode | null;

/** https://docs.python.org/3/library/string.html#format-string-syntax; `{{` and `}}` are braces. */
const format = /\{\{|\}\}|\{([^{}:!]*)((?:![rsa])?(?::(?:[^{}]|\{[^{}]*\})*)?)\}/g;
/** https://docs.python.org/3/library/stdtypes.html#printf-style-string-formatting */
const percent =
  /%%|%(?:\(([^()]*)\))?([#0\- +]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlL]?[diouxXeEfFgGcrsa])/g;
/** Placeholders of a text that is filled in elsewhere, those of `string.Template` among them. */
const any = /\{([\w.[\]]*)(()?)\}|%\((\w+)\)s|%[sd]|\$(?=[A-Za-z_])(\w+)/g;

const patterns: Readonly<Record<TemplateKind, RegExp>> = { format, percent, any };

/** Takes the placeholders out of a part of a literal. */
export function withPlaceholders(
  part: KnownPart,
  kind: TemplateKind,
  argumentOf: ArgumentOf,
  first: number,
): { readonly parts: readonly StringPart[]; readonly count: number } {
  const { text, span } = part;
  // An escape is one character, so it cannot hold a placeholder.
  if (!/[{}%$]/.test(text) || span.end - span.start !== text.length)
    return { parts: [part], count: 0 };
  const parts: StringPart[] = [];
  let [done, count] = [0, 0];
  const addKnown = (end: number): void => {
    if (end > done)
      parts.push({
        kind: "known",
        text: text.slice(done, end),
        span: { start: span.start + done, end: span.start + end },
      });
  };
  for (const { 0: written, 1: name, 2: rest = "", index } of text.matchAll(patterns[kind])) {
    addKnown(index);
    const own = { start: span.start + index, end: span.start + index + written.length };
    done = index + written.length;
    if (/^(?:\{\{|\}\}|%%)$/.test(written)) {
      parts.push({ kind: "known", text: written.slice(1), span: own });
      continue;
    }
    const isPlain = kind === "percent" ? rest === "s" : rest === "";
    const node = argumentOf(name ?? "", first + count);
    parts.push({ kind: "unknown", written, span: own, node, isPlain });
    if ((name ?? "") === "") count += 1;
  }
  addKnown(text.length);
  return { parts, count };
}
