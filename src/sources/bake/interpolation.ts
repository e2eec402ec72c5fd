/** A part of a template: a literal as written, or the source of an expression in `${…}`. */
export type TemplatePart =
  | { readonly kind: "literal"; readonly written: string }
  | { readonly kind: "expression"; readonly source: string };

/**
 * Takes a template apart: `${…}` with its nested strings, `$${` as a literal.
 * @returns null where it has a directive (`%{…}`) or does not end
 */
export function templateParts(template: string): readonly TemplatePart[] | null {
  if (template.includes("%{")) return null;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let at = template.indexOf("${"); at >= 0; at = template.indexOf("${", at)) {
    if (template[at - 1] === "$" && at > from) {
      at += 2;
      continue;
    }
    if (at > from) parts.push({ kind: "literal", written: template.slice(from, at) });
    const end = expressionEnd(template, at + 2);
    if (end < 0) return null;
    parts.push({ kind: "expression", source: template.slice(at + 2, end) });
    from = at = end + 1;
  }
  if (from < template.length) parts.push({ kind: "literal", written: template.slice(from) });
  return parts;
}

/** Where the `}` of an expression is that starts at the offset; -1 where it has none. */
function expressionEnd(source: string, from: number): number {
  // Strings hold expressions, which hold strings: what is open at the offset, innermost last.
  const open: ("expression" | "string" | "brace")[] = ["expression"];
  for (let at = from; at < source.length; at += 1) {
    const char = source[at];
    if (open.at(-1) === "string") {
      if (char === "\\") at += 1;
      else if (char === '"') open.pop();
      else if (char === "$" && source[at + 1] === "{" && source[at - 1] !== "$") {
        open.push("expression");
        at += 1;
      }
    } else if (char === '"') open.push("string");
    else if (char === "{") open.push("brace");
    else if (char === "}") {
      open.pop();
      if (open.length === 0) return at;
    }
  }
  return -1;
}

/** Where the string of an expression ends whose first quote is at the offset: its last quote; -1 where it has none. */
export function stringEnd(source: string, quote: number): number {
  for (let at = quote + 1; at < source.length; at += 1) {
    const char = source[at];
    if (char === "\\") at += 1;
    else if (char === '"') return at;
    else if (char === "$" && source[at + 1] === "{" && source[at - 1] !== "$") {
      at = expressionEnd(source, at + 2);
      if (at < 0) return -1;
    }
  }
  return -1;
}
