/**
 * Characters that a terminal acts on or that hide what stands there: controls (C0, C1, DEL), line and paragraph separators,
 * bidirectional controls, byte order marks, halves of surrogate pairs.
 */
const actingCharacter = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** `##[` and `##vso[` are commands to CI runners anywhere in a line; a text that ends in `##` may have its `[` still to come. */
const bracketCommand = /#(?=#[a-z]*(?:\[|$))/gi;

/** `::` is one at the start of a line, whatever blanks stand before it; a single colon may have its second still to come. */
const colonCommand = /^([\p{Z}\p{C}]*):(?=:|$)/u;

/**
 * Foreign text for one line of output outside JSON, so that neither a terminal nor a CI log can be made to act on it. Everything
 * in a report that comes from a file, a path, a registry or a configuration goes through here; line ends and tabs come out
 * visible too. Text without such characters stays as it is.
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
