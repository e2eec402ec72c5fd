/** Go's strings.ToLower, which unlike JavaScript's makes one character of each: `İ` is an `i`. */
export function lowerCase(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase();
}
