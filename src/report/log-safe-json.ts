/** As in safe-text.ts, except line feeds: JSON text has them between values only. Half surrogates are escaped already. */
const actingCharacter = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** What CI runners take for a command anywhere in a line; outside strings, JSON has no `#`. */
const bracketCommand = /(##[a-z]*)\[/gi;

/** A document of JSON that may go to a terminal or a CI log, with a line feed at the end. */
export function logSafeJson(value: unknown): string {
  return `${safeJson(value)}\n`;
}

/** A value as one line of JSON, with a line feed at the end. */
export function logSafeLine(value: unknown): string {
  return `${safeJson(value, 0)}\n`;
}

/**
 * What could act on a terminal or a CI log is written as `\u` escapes, which changes no value. No line begins with `::`, since
 * strings begin with a quote.
 */
function safeJson(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent)
    .replace(actingCharacter, escaped)
    .replace(bracketCommand, "$1\\u005b");
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** The value that marks where the items of a streamed list go. No text of a report has a NUL: files with one are not read. */
export const listMark = "\0list";
const writtenMark = safeJson(listMark);

/** The value that marks where a large part goes that is written without line breaks and indentation. */
export const compactMark = "\0compact";
const writtenCompactMark = safeJson(compactMark);

/** @param document with `compactMark` after everything that comes from files */
export function withCompact(document: string, value: unknown): string {
  const at = document.lastIndexOf(writtenCompactMark);
  const after = document.slice(at + writtenCompactMark.length);
  return `${document.slice(0, at)}${safeJson(value, 0)}${after}`;
}

/**
 * A JSON document with one list whose items are written as they come, so that a long list is never held as one text. What comes
 * before the list in the document is known at the beginning, what comes after it only at the end.
 */
export class StreamedList {
  #indent = "";
  #isEmpty = true;

  /** @param document what precedes the list, and last `listMark` in its place */
  begin(document: unknown): string {
    const text = safeJson(document);
    const before = text.slice(0, text.lastIndexOf(writtenMark));
    // Items are indented by two more than the line that opens the list.
    this.#indent = `${/^ */.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0] ?? ""}  `;
    return before;
  }

  /** The text of an item, which `add` writes. */
  item(value: unknown): string {
    return safeJson(value).replaceAll("\n", `\n${this.#indent}`);
  }

  add(item: string): string {
    const separator = this.#isEmpty ? "[\n" : ",\n";
    this.#isEmpty = false;
    return `${separator}${this.#indent}${item}`;
  }

  /** @param document as the one of `begin`, but with `listMark` first and what follows the list behind it */
  end(document: unknown): string {
    const text = safeJson(document);
    const after = text.slice(text.indexOf(writtenMark) + writtenMark.length);
    return `${this.#isEmpty ? "[]" : `\n${this.#indent.slice(2)}]`}${after}\n`;
  }
}
