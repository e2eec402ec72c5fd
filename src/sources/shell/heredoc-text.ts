import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { Heredoc } from "./script.ts";

/** How a variable of the shell is written in the text that a heredoc becomes. */
export type WriteVariable = (written: string) => string;

/** As other readers know it: `$X` is `${X}`. */
export const asVariable: WriteVariable = (written) => {
  const name = /^\$(\w+)$/.exec(written)?.[1];
  if (name !== undefined) return `\${${name}}`;
  return /^\$(?:\([^()]*\)|\{[^{}]*\})$/.test(written) ? written : "${…}";
};

/** As a template, so that a Dockerfile does not take it for an ARG. */
export const asTemplate: WriteVariable = (written) => `{{${/\w+/.exec(written)?.[0] ?? "…"}}}`;

/** An escape, a variable, or a command in a heredoc whose delimiter has no quotes. */
const special =
  /\\(?:[$`\\]|\r?\n)|\$(?:\w+|\{(?:[^{}\n]|\{[^{}\n]*\})*\}|\((?:[^()\n]|\([^()\n]*\))*\))|`[^`\n]*`/g;

/** The text of a heredoc as the command reads it. */
export function heredocText(
  text: string,
  { body, isQuoted, stripsTabs }: Heredoc,
  write: WriteVariable,
): EmbeddedText {
  if (isQuoted && !stripsTabs) return EmbeddedText.verbatim(text, body);
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  const add = (part: string, from: number, fromLength: number): void => {
    if (part === "") return;
    pieces.push({ at: length, length: part.length, from, fromLength });
    texts.push(part);
    length += part.length;
  };
  for (let at = body.start; at < body.end;) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 ? body.end : Math.min(newline + 1, body.end);
    let start = at;
    if (stripsTabs) while (start < end && text[start] === "\t") start++;
    if (isQuoted) add(text.slice(start, end), start, end - start);
    else addExpanded(text.slice(start, end), start, write, add);
    at = end;
  }
  const encode = (part: string): string | null => {
    if (stripsTabs && part.includes("\n")) return null;
    return isQuoted ? part : part.replace(/[\\$`]/g, "\\$&");
  };
  return new EmbeddedText(texts.join(""), pieces, encode);
}

function addExpanded(
  line: string,
  from: number,
  write: WriteVariable,
  add: (part: string, from: number, fromLength: number) => void,
): void {
  let done = 0;
  for (const { 0: written, index } of line.matchAll(special)) {
    add(line.slice(done, index), from + done, index - done);
    const isEscape = written.startsWith("\\");
    const value = isEscape ? written.slice(1).replace(/^\r?\n$/, "") : write(written);
    add(value, from + index, written.length);
    done = index + written.length;
  }
  add(line.slice(done), from + done, line.length - done);
}
