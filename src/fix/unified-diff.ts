import { structuredPatch } from "diff";

const context = 3;
/** The search for the shortest diff is quadratic in the number of differences: with more, files are compared line by line. */
const maxDifferences = 4_000;

/**
 * A unified diff in git's format, for `git apply` and `patch -p1`; empty if the texts are equal.
 * @param path relative, with `/`
 * @param safeText makes a line harmless for terminals and logs. Tabs, carriage returns and byte order marks are kept; a patch
 * in which it changed something else can be read but not applied.
 */
export function unifiedDiff(
  path: string,
  before: string,
  after: string,
  safeText: (text: string) => string,
): string {
  if (before === after) return "";
  const name = path.replace(/^\/+/, "");
  const hunks = hunksOf(before, after);
  const lines = [`--- ${fileName(`a/${name}`)}`, `+++ ${fileName(`b/${name}`)}`];
  for (const { oldStart, oldLines, newStart, newLines, lines: own } of hunks) {
    lines.push(`@@ -${range(oldStart, oldLines)} +${range(newStart, newLines)} @@`);
    for (const line of own) lines.push(safeLine(line, safeText));
  }
  return `${lines.join("\n")}\n`;
}

interface Hunk {
  readonly oldStart: number;
  readonly oldLines: number;
  readonly newStart: number;
  readonly newLines: number;
  /** Each starts with ` `, `-`, `+` or `\`. */
  readonly lines: readonly string[];
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const options = { context, maxEditLength: maxDifferences };
  const patch = structuredPatch("", "", before, after, "", "", options);
  return patch?.hunks ?? [wholeHunk(before, after)];
}

/** One hunk for the whole file: lines are compared one by one, with a look-ahead of one for inserted lines. */
function wholeHunk(before: string, after: string): Hunk {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [removed, added] = [old[i], fresh[j]];
    const isInserted = removed !== undefined && added !== removed && fresh[j + 1] === removed;
    if (removed === added && removed !== undefined) lines.push(...marked(" ", removed));
    else {
      if (removed !== undefined && !isInserted) lines.push(...marked("-", removed));
      if (added !== undefined) lines.push(...marked("+", added));
    }
    if (!isInserted) i++;
    j++;
  }
  const [oldLines, newLines] = [old.length, fresh.length];
  return {
    oldStart: Math.min(oldLines, 1),
    oldLines,
    newStart: Math.min(newLines, 1),
    newLines,
    lines,
  };
}

/** The lines of a text, each with its LF. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(mark: string, line: string): readonly string[] {
  return line.endsWith("\n")
    ? [mark + line.slice(0, -1)]
    : [mark + line, "\\ No newline at end of file"];
}

/** As in git, a count of one is omitted. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}

/** As in git, a tab follows a name with blanks, and a name with control characters, quotes or `\` is quoted. */
function fileName(name: string): string {
  if (/["\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(name)) return quoted(name);
  return name.includes(" ") ? `${name}\t` : name;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function quoted(name: string): string {
  const inner = Array.from(name, (char) => {
    if (char in escapes) return escapes[char];
    if (/[ -~]/.test(char)) return char;
    return Array.from(new TextEncoder().encode(char), octal).join("");
  });
  return `"${inner.join("")}"`;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}

/** Makes a line safe except for its mark, a byte order mark after that and a carriage return at the end. */
function safeLine(line: string, safeText: (text: string) => string): string {
  const [, mark = "", text = "", end = ""] = /^(.\uFEFF?)([^]*?)(\r?)$/.exec(line) ?? [];
  const tab = placeholderFor(text);
  // The mark is included, because CI logs accept blanks before a command.
  const safe = safeText(`${mark.charAt(0)}${text.replaceAll("\t", tab)}`).replaceAll(tab, "\t");
  return `${safe.charAt(0)}${mark.slice(1)}${safe.slice(1)}${end}`;
}

/** A private-use character that the text does not contain. */
function placeholderFor(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
