/**
 * Characters that a terminal acts on or that hide text: controls (C0, C1, DEL), line and paragraph separators,
 * bidirectional controls, byte order marks, halves of surrogate pairs.
 */
const actingCharacter = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** `##[` and `##vso[` are commands to CI runners anywhere in a line; after a text that ends in `##`, a `[` may follow. */
const bracketCommand = /#(?=#[a-z]*(?:\[|$))/gi;

/** `::` is a command at the start of a line, also after blanks; after a text that is one colon, a second may follow. */
const colonCommand = /^([\p{Z}\p{C}]*):(?=:|$)/u;

/**
 * Foreign text for one line of output outside JSON, so that it cannot act on a terminal or a CI log. Everything in a report that
 * comes from a file, a path, a registry or a configuration goes through here; line ends and tabs become visible too. Text
 * without such characters is not changed.
 */
export function safeText(text: string): string {
  return text
    .replace(actingCharacter, escaped)
    .replace(bracketCommand, "#\\")
    .replace(colonCommand, "$1:\\");
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
