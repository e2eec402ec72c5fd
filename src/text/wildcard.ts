/**
 * Whether a whole text matches a pattern in which `*` stands for any characters and `?` for one; nothing else has a meaning.
 * A text may be long and hostile: the time is that of its length times the pattern's, at most.
 */
export function matchesWildcard(text: string, pattern: string): boolean {
  let [at, next] = [0, 0];
  /** The last `*`, and where the text goes on after what it stands for so far. */
  let star: { readonly next: number; at: number } | null = null;
  while (at < text.length) {
    const expected = pattern[next];
    if (expected === "*") {
      star = { next: next + 1, at };
      next++;
    } else if (expected === "?" || expected === text[at]) {
      at++;
      next++;
    } else if (star) {
      star.at++;
      [at, next] = [star.at, star.next];
    } else return false;
  }
  while (pattern[next] === "*") next++;
  return next === pattern.length;
}
