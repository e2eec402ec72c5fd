const noBlank = /[^\s\u0085]/u;

/** Go's unicode.IsSpace, which unlike JavaScript's white space has U+0085 and lacks U+FEFF. */
export function isSpace(char: string): boolean {
  return char === "\u0085" || (char !== "\uFEFF" && !noBlank.test(char));
}
