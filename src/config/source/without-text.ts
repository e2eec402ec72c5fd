import type { TreeProblem } from "./config-tree.ts";

/** What is said of YAML without a word of the file. */
const withoutQuote: readonly RegExp[] = [
  /^this is nested more than [0-9]+ levels deep$/,
  /^it (?:is empty|holds nothing but comments): write \{\} or delete it$/,
  /^YAML takes no tabs as indentation: write spaces$/,
  /^YAML directives are not read: remove it$/,
  /^a second document begins here: a configuration is one$/,
  /^this is not YAML: a key and its colon stand on one line, and each key on its own$/,
  /^this is not YAML: a bracket or brace above is not closed$/,
  /^this is not YAML: the indentation differs from that of the lines it belongs to$/,
  /^this is not YAML: in double quotes a backslash is written twice; in single quotes once$/,
  /^this is not YAML: a closing ["'] is missing$/,
  /^a key (?:is written out, not an alias|is missing before the colon|takes no anchor)$/,
  /^a key is text, not a (?:mapping|list)$/,
  /^merge keys \(<<\) are not read: write the keys out$/,
  /^aliases repeat too much: write the values$/,
  /^(?:__proto__|constructor|prototype) cannot be a key: remove it$/,
  /^(?:registries|cacheDir|host|insecure|realm|username|password|token) is there twice: remove one$/,
];

/**
 * A problem of YAML without what stands in the file. The words for repositories quote it, which helps there and would show
 * the password here that made the line no YAML: `password: *secret` is an alias, `password: !secret` a tag.
 */
export function withoutText({ span, message }: TreeProblem, text: string): TreeProblem {
  if (withoutQuote.some((words) => words.test(message))) return { span, message };
  const first = span === null ? "" : text.charAt(span.start);
  const isSpecial = /[!&*|>%@`]/.test(first);
  return {
    span,
    message: isSpecial
      ? `text that begins with ${first} stands in quotes: '${first}…'`
      : "this is not YAML: text with special characters stands in quotes",
  };
}
