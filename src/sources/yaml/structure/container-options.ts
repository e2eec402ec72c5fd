import { unresolvedPart } from "../../../shell/unresolved.ts";
import type { Value } from "../../source-reading.ts";
import { partOf, unknownValue } from "../../value.ts";

/** Much more than options have. */
const maxLength = 4096;

/** A word, or a quoted string in it. */
const words = /(?:"[^"]*"|'[^']*'|[^\s"'])+/g;

/**
 * The user that options of `docker run` set, as one text (`--user root`, `--user=0`, `-u 0`): the last one counts. A word that is
 * not known can be any option, so that the user is not known. Null where there is none.
 */
export function userOfOptions(options: Value | null): Value | null {
  if (options && options.text.length > maxLength) return unknownValue(options.text, options.span);
  return userOfWords(optionWords(options));
}

/** The words of options that are one text; quotes around a whole word are left out. */
export function optionWords(options: Value | null): readonly Value[] {
  if (!options) return [];
  return [...options.text.matchAll(words)].map(({ 0: word, index }) =>
    unquoted(partOf(options, index, index + word.length)),
  );
}

/** The same for options that are a list of words. */
export function userOfWords(all: readonly Value[]): Value | null {
  let user: Value | null = null;
  for (const [index, word] of all.entries()) {
    if (/^(?:-u|--user)$/.test(word.text)) user = unquoted(all[index + 1] ?? word);
    else if (/^(?:-u=?|--user=)./.test(word.text)) {
      const length = /^(?:-u=?|--user=)/.exec(word.text)?.[0].length ?? 0;
      user = unquoted(partOf(word, length));
    } else if (word.text.startsWith(unresolvedPart)) user = word;
  }
  return user;
}

function unquoted(value: Value): Value {
  const quoted = /^(["'])(.*)\1$/s.test(value.text);
  return quoted ? partOf(value, 1, value.text.length - 1) : value;
}
