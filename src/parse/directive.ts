import { isSpace } from "../shell/blank.ts";

/** Go's `\s` is ASCII only: any other blank is part of the key or the value. */
const pattern = /^([a-zA-Z][a-zA-Z0-9]*)[\t\f\r ]*=(.+)$/s;
const keys: ReadonlySet<string> = new Set(["syntax", "escape", "check"]);

export interface Directive {
  /** In lower case. */
  readonly key: string;
  /** To the end of the text, with the blanks around it. */
  readonly value: string;
}

/** The parser directive in a comment; null for any other comment. @param comment without its `#` or `//` */
export function readDirective(comment: string): Directive | null {
  let start = 0;
  while (start < comment.length && isSpace(comment[start] ?? "")) start++;
  const [, key = "", value = ""] = pattern.exec(comment.slice(start)) ?? [];
  const name = key.toLowerCase();
  return keys.has(name) ? { key: name, value } : null;
}
