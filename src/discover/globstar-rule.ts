import ignore from "ignore";

/** Rules that tell whether a path is ignored: one line, or several lines in the library. */
export interface Rules {
  /** @param namesOf the names in the path */
  readonly test: (
    path: string,
    namesOf: () => readonly string[],
  ) => {
    readonly ignored: boolean;
    readonly unignored: boolean;
    readonly rule?: { readonly pattern: string };
  };
}

/** Case-sensitive, as git on Linux, so that results are the same on every system. */
export function libraryRules(): ignore.Ignore {
  return ignore({ ignorecase: false });
}

/** A line of a `.gitignore`, split at each `**` that stands for directories. */
interface GlobstarLine {
  readonly isNegative: boolean;
  readonly forDirectories: boolean;
  /** The names between them. */
  readonly pieces: readonly (readonly string[])[];
  readonly startsAnywhere: boolean;
  /** It ends in `**`: only what is inside matches. */
  readonly endsInside: boolean;
}

/**
 * A line with several `**` between directories; null for any other. The library tries each place of one `**` with each place of
 * the others, which takes time that grows with a power of the depth.
 */
export function severalGlobstars(line: string): GlobstarLine | null {
  if (!line.includes("**/")) return null;
  const trimmed = withoutBlanks(line);
  const isNegative = trimmed.startsWith("!");
  const forDirectories = trimmed.endsWith("/");
  const names = trimmed
    .slice(isNegative ? 1 : 0, forDirectories ? -1 : undefined)
    .replace(/^\//, "")
    .split("/");
  const first = names.findIndex((name) => !isGlobstar(name));
  const last = names.findLastIndex((name) => !isGlobstar(name));
  const endsInside = last < names.length - 1;
  const inside = names.slice(first, endsInside && !forDirectories ? -1 : undefined);
  const count = inside.filter(isGlobstar).length + (first > 0 ? 1 : 0);
  if (first === -1 || count < 2) return null;
  const pieces: string[][] = [];
  for (const [index, name] of names.entries())
    if (isGlobstar(name)) continue;
    else if (index === 0 || isGlobstar(names[index - 1] ?? "")) pieces.push([name]);
    else pieces.at(-1)?.push(name);
  return { isNegative, forDirectories, pieces, startsAnywhere: first > 0, endsInside };
}

/** Whether such a line can be split at its slashes: one in brackets, or after a backslash, separates no names. */
export function canSplit(line: string): boolean {
  for (let at = 0; at < line.length; at++) {
    if (line[at] === "\\" && ["/", " ", undefined].includes(line[++at])) return false;
    if (line[at] !== "[") continue;
    const close = line.indexOf("]", at + 1);
    if (line.slice(at, close === -1 ? undefined : close).includes("/")) return false;
    at = close === -1 ? line.length : close;
  }
  return true;
}

function withoutBlanks(text: string): string {
  let end = text.length;
  while (text[end - 1] === " ") end--;
  return text.slice(0, end);
}

function isGlobstar(name: string): boolean {
  return /^\*{2,}$/.test(name);
}

/** The rule of such a line: each name is matched once for each place, and the earliest place of a piece is always right. */
export function globstarRule(pattern: string, line: GlobstarLine): Rules {
  const { isNegative, forDirectories, pieces, startsAnywhere, endsInside } = line;
  const matchers = pieces.map((piece) => piece.map(nameMatcher));
  const matches = (names: readonly string[]): boolean => {
    let from = 0;
    for (const [index, piece] of matchers.entries()) {
      const isLast = index === matchers.length - 1;
      const latest = names.length - piece.length - (isLast && endsInside ? 1 : 0);
      let at = isLast && !endsInside ? Math.max(from, latest) : from;
      const end = index === 0 && !startsAnywhere ? Math.min(0, latest) : latest;
      const fits = (place: number): boolean =>
        piece.every((matchesName, offset) => matchesName(names[place + offset] ?? ""));
      while (at <= end && !fits(at)) at++;
      if (at > end) return false;
      from = at + piece.length;
    }
    return true;
  };
  return {
    test: (path, namesOf) => {
      if ((forDirectories && !path.endsWith("/")) || !matches(namesOf()))
        return { ignored: false, unignored: false };
      return { ignored: !isNegative, unignored: isNegative, rule: { pattern } };
    },
  };
}

/** A name in a pattern keeps the blanks at its end, which only the end of a line loses. */
function nameMatcher(name: string): (other: string) => boolean {
  const start = withoutBlanks(name);
  const kept = start + String.raw`\ `.repeat(name.length - start.length);
  const rules = libraryRules().add([`/${kept}`]);
  return (other) => rules.ignores(other);
}
