/** The name of a variable or of a special parameter after `$` or `${`; empty if there is none. `${#x}` has none that matters. */
export function readVariable(text: string, at: number, end: number): string {
  const first = text[at] ?? "";
  if (at >= end) return "";
  if (/[A-Za-z_]/.test(first)) {
    let last = at + 1;
    while (last < end && /\w/.test(text[last] ?? "")) last++;
    return text.slice(at, last);
  }
  return /[0-9@*#?$!-]/.test(first) ? first : "";
}
