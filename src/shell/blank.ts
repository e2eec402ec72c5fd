const noBlank = /[^\s\u0085]/u;

/** Go's unicode.IsSpace: unlike JavaScript's white space, it includes U+0085 and excludes U+FEFF. */
export function isSpace(char: string): boolean {
  return char === "\u0085" || (char !== "\uFEFF" && !noBlank.test(char));
}
