/** Go's strings.ToLower: unlike JavaScript's, it maps each character to one character (`İ` to `i`). */
export function lowerCase(text: string): string {
  return text.replaceAll("İ", "i").toLowerCase();
}
