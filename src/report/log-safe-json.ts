/** As in safe-text.ts, except line feeds: JSON text has them between values only. Half surrogates are escaped already. */
const actingCharacter = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** What CI runners take for a command wherever it stands in a line; outside strings, JSON has no `#`. */
const bracketCommand = /(##[a-z]*)\[/gi;

/** A list inside a JSON value that is written item by item: a long one is never held as one text. */
export class JsonItems {
  readonly items: Iterable<unknown>;
  constructor(items: Iterable<unknown>) {
    this.items = items;
  }
}

/**
 * JSON that may go to a terminal or a CI log: whatever could act there is written as `\u` escapes, which leaves every value as
 * it is. No line begins with `::`, since strings begin with a quote.
 */
export function* logSafeJson(value: unknown): Iterable<string> {
  const lists: JsonItems[] = [];
  const outline = stringify(value, (_, part: unknown) =>
    part instanceof JsonItems ? `${listMark}${lists.push(part) - 1}` : part,
  );
  let written = "";
  for (const [index, piece] of outline.split(markedList).entries()) {
    const list = index > 0 ? lists[index - 1] : undefined;
    if (list) yield* listPieces(list.items, indentOf(written));
    yield piece;
    written = piece;
  }
  yield "\n";
}

/** The indentation of the last line: items stand two deeper. */
function indentOf(written: string): string {
  return /^ */.exec(written.slice(written.lastIndexOf("\n") + 1))?.[0] ?? "";
}

/** No text has a NUL: paths cannot, and files with one are not read. */
const listMark = "\0list ";
const markedList = /"\\u0000list \d+"/;

function* listPieces(items: Iterable<unknown>, indent: string): Iterable<string> {
  let separator = "[\n";
  for (const item of items) {
    yield `${separator}${indent}  ${stringify(item).replaceAll("\n", `\n${indent}  `)}`;
    separator = ",\n";
  }
  yield separator === "[\n" ? "[]" : `\n${indent}]`;
}

function stringify(value: unknown, replacer?: (key: string, part: unknown) => unknown): string {
  return JSON.stringify(value, replacer, 2)
    .replace(actingCharacter, escaped)
    .replace(bracketCommand, "$1\\u005b");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
