/** Where the next page is (RFC 8288); broken: it may say so, in a way that cannot be read. */
export type NextPage =
  | { readonly kind: "none" }
  | { readonly kind: "next"; readonly target: string }
  | { readonly kind: "broken" };

const none: NextPage = { kind: "none" };
const broken: NextPage = { kind: "broken" };
const longest = 16 * 1024;

const target = /\s*<([^<>]*)>\s*/y;
const parameter = /\s*;\s*([\w!#$&+.^`|~*-]+)\s*(?:=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]+)))?\s*/y;
const separator = /\s*(?:,\s*)*(?:,|$)/y;

/** @param values of the header `Link`, which may stand there several times */
export function readNextPage(values: readonly string[]): NextPage {
  const text = values.join(",");
  if (text.length > longest) return broken;
  let next: NextPage = none;
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  while (at < text.length) {
    const link = take(target);
    // An empty element is no link.
    if (!link) {
      if (take(separator)) continue;
      return broken;
    }
    let relations: string | null = null;
    for (let match = take(parameter); match; match = take(parameter)) {
      const [, name = "", quoted, token] = match;
      // The first counts where there are several.
      if (name.toLowerCase() === "rel")
        relations ??= quoted?.replace(/\\(.)/gs, "$1") ?? token ?? "";
    }
    if (!take(separator)) return broken;
    const isNext = (relations ?? "").toLowerCase().split(/\s+/).includes("next");
    if (isNext && next.kind === "none") next = { kind: "next", target: link[1] ?? "" };
  }
  return next;
}
