import type { ErrorCode, YAMLError } from "yaml";
import type { TreeProblem } from "./config-tree.ts";
import { shownName, shownText } from "./config-tree.ts";

const oneLine = "this is not YAML: a key and its colon stand on one line, and each key on its own";

/** In the words of this tool what people get wrong; the rest is said as the library says it. */
const words: Readonly<Partial<Record<ErrorCode, (written: string, message: string) => string>>> = {
  TAB_AS_INDENT: () => "YAML takes no tabs as indentation: write spaces",
  MULTIPLE_DOCS: () => "a second document begins here: a configuration is one",
  TAG_RESOLVE_FAILED: (written) =>
    `the tag ${shownName(written)} is not read: write the value without it`,
  MULTILINE_IMPLICIT_KEY: () => oneLine,
  BLOCK_AS_IMPLICIT_KEY: () => oneLine,
  BAD_INDENT: (_, message) =>
    /flow/i.test(message)
      ? "this is not YAML: a bracket or brace above is not closed"
      : "this is not YAML: the indentation differs from that of the lines it belongs to",
  BAD_SCALAR_START: (written) =>
    `this is not YAML: text that begins with ${shownText(written.slice(0, 1))} stands in quotes`,
  BAD_DQ_ESCAPE: () =>
    "this is not YAML: in double quotes a backslash is written twice; in single quotes once",
};

/** A syntax error that the library found. */
export function yamlProblem(text: string, { code, message, pos }: YAMLError): TreeProblem {
  const start = Math.min(pos[0], text.length);
  const written = text.slice(start, Math.max(start, pos[1]));
  const line = (/^[^\r\n]*/.exec(written)?.[0] ?? "").trimEnd();
  // What is missing takes no room: the character there is shown instead.
  const width = line === "" && /[^\r\n]/.test(text.charAt(start)) ? 1 : line.length;
  const span = { start, end: start + width };
  return {
    span,
    message: words[code]?.(line, message) ?? `this is not YAML: ${asWritten(message)}`,
  };
}

/** The library quotes what it does not understand, whatever that is. */
function asWritten(message: string): string {
  const short = message.length > 120 ? `${message.slice(0, 120)}…` : message;
  const line = short
    .replace(/Missing closing (.)quote/, "a closing $1 is missing")
    // Neither control characters nor what turns the direction of text reaches a terminal.
    .replace(/[^\x20-\x7e\u00a1-\u1fff\u2010-\u2027\u2030-\u205f\u2070-\ud7ff…]/gu, "?");
  return `${line.slice(0, 1).toLowerCase()}${line.slice(1)}`.replace(/\.$/, "");
}
