import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { FoundText } from "../source-reading.ts";
import { writtenFile } from "./written-file.ts";

/** What a cell is. Offsets of the texts are in the source of the cell. */
export interface CellContent {
  /** The Python of the cell, of the same length: what IPython takes for itself is blank. Null where it is none. */
  readonly python: string | null;
  readonly embedded: readonly FoundText[];
}

const cellMagic = /^\s*%%(!|\w+)[ \t]*([^\r\n]*)(?:\r?\n|$)/;
/** Databricks and Synapse name the language of a cell in its first line. */
const languageLine = /^\s*%(sh|sql|scala|r|md|fs)[ \t]*(?:\r?\n|$)/;

const shells = /^(?:!|bash|sh|zsh|system|sx)$/;
/** Magics whose cell is Python; those of other libraries are taken as such, too. */
const others =
  /^(?:html|HTML|js|javascript|svg|SVG|latex|markdown|md|sql|bigquery|R|r|perl|ruby|cmd|powershell|pwsh|configure|spark|scala|csharp|sparkr|cython|script|mermaid|kql|julia)$/;

/** Takes a cell of code apart. */
export function cellContent(source: string, isPython: boolean): CellContent {
  const [first = "", magic, rest = ""] = cellMagic.exec(source) ?? [];
  const body = { start: first.length, end: source.length };
  const nothing: CellContent = { python: null, embedded: [] };
  if (magic !== undefined) {
    const found = bodyOf(magic, rest);
    if (found)
      return { python: null, embedded: [{ ...found, text: EmbeddedText.verbatim(source, body) }] };
    if (others.test(magic)) return nothing;
  }
  const [line, language] = languageLine.exec(source) ?? [];
  if (language === "sh" && line !== undefined) {
    const text = EmbeddedText.verbatim(source, { start: line.length, end: source.length });
    return { python: null, embedded: [{ kind: "shell", path: null, text }] };
  }
  return isPython && language === undefined ? pythonOf(source) : nothing;
}

/** `%%writefile PATH`, `%%bash`: what the body of the cell is; null for another magic. */
function bodyOf(magic: string, rest: string): Pick<FoundText, "kind" | "path"> | null {
  if (/^(?:writefile|file|writetemplate)$/.test(magic)) return writtenFile(rest);
  const isShell =
    shells.test(magic) || (magic === "script" && /^(?:\S*\/)?(?:ba|z)?sh\b/.test(rest));
  return isShell ? { kind: "shell", path: null } : null;
}

/** `!command`, `x = !command`, `%env A=b`, `%magic …`, `?name`, `name?`. */
const line =
  /^([ \t]*(?:[\w.][\w., ]*=[ \t]*)?)(?:(!!?)(?!=)([^\r\n]*)|(%(?:set_)?env[ \t]+)(\w+=[^\r\n]*)|%{1,2}[A-Za-z_][^\r\n]*|\?[^\r\n]*|[\w.]+\?{1,2}[ \t]*$)/;

function pythonOf(source: string): CellContent {
  const embedded: FoundText[] = [];
  let python = "";
  let quote: string | null = null;
  // A command goes on where its line ends in `\`.
  for (const { 0: own } of source.matchAll(/(?:[^\n]*\\\r?\n)*[^\n]*(?:\n|$)/g)) {
    const match = quote === null ? line.exec(own) : null;
    if (!match) {
      quote = quoteAfter(own, quote);
      python += own;
      continue;
    }
    const [, before = "", sign, command, setting, assignment] = match;
    if (sign !== undefined && command !== undefined) {
      const start = before.length + sign.length;
      embedded.push(commandOf(source, python.length + start, python.length + own.length));
    } else if (setting !== undefined && assignment !== undefined) {
      const start = python.length + before.length + setting.length;
      const text = EmbeddedText.verbatim(source, { start, end: start + assignment.length });
      embedded.push({ kind: "shell", path: null, text });
    }
    const rest = own
      .slice(before.length)
      .replace(/[^\r\n]/g, " ")
      .replace(/\\(?=\r?\n)/g, " ");
    // `x = !command` gets a value, so that what follows is still Python.
    python += before + (before.includes("=") ? rest.replace(" ", "0") : rest);
  }
  return { python, embedded };
}

/** Which quotes are open after a line: in a text of several lines no line is a command. */
function quoteAfter(own: string, quote: string | null): string | null {
  let open = quote;
  for (const [found] of own.matchAll(/"""|'''/g))
    if (open === null) open = found;
    else if (open === found) open = null;
  return open;
}

/** IPython puts the values of Python's names into `{name}`; in a shell they are variables. */
function commandOf(source: string, start: number, end: number): FoundText {
  const pieces: Piece[] = [];
  let text = "";
  const add = (own: string, from: number, fromLength: number): void => {
    if (own.length > 0) pieces.push({ at: text.length, length: own.length, from, fromLength });
    text += own;
  };
  const written = source.slice(start, end);
  let done = 0;
  for (const { 0: part, index } of written.matchAll(/(?<![$\w{])\{[A-Za-z_][\w.]*\}(?!\})/g)) {
    add(written.slice(done, index), start + done, index - done);
    add(`\${${part.slice(1, -1).replaceAll(".", "_")}}`, start + index, part.length);
    done = index + part.length;
  }
  add(written.slice(done), start + done, written.length - done);
  return { kind: "shell", path: null, text: new EmbeddedText(text, pieces, (own) => own) };
}
