/** As in safe-text.ts, except line feeds: JSON text has them between values only. Half surrogates are escaped already. */
const actingCharacter = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu;

/** What CI runners take for a command wherever it stands in a line; outside strings, JSON has no `#`. */
const bracketCommand = /(##[a-z]*)\[/gi;

/**
 * JSON that may go to a terminal or a CI log: whatever could act there is written as `\u` escapes, which leaves every value as
 * it is. No line begins with `::`, since strings begin with a quote.
 */
export function logSafeJson(value: unknown): string {
  const json = JSON.stringify(value, null, 2)
    .replace(actingCharacter, escaped)
    .replace(bracketCommand, "$1\\u005b");
  return `${json}\n`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
