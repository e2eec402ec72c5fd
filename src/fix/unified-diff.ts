import { structuredPatch } from "diff";

const context = 3;
/** The search for the shortest diff is quadratic in what differs: a file with more is compared line by line. */
const maxDifferences = 4_000;

/**
 * A unified diff as git prints it, which `git apply` and `patch -p1` take; empty where nothing differs.
 * @param path relative, with `/`
 * @param safeText makes a line harmless for terminals and logs. Tabs and what belongs to line ends and byte order marks stay;
 * a patch in which it had to change something is for reading only.
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
  /** Each with ` `, `-`, `+` or `\` in front. */
  readonly lines: readonly string[];
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const options = { context, maxEditLength: maxDifferences };
  const patch = structuredPatch("", "", before, after, "", "", options);
  return patch?.hunks ?? [wholeHunk(before, after)];
}

/** One hunk, in which lines that are the same at the same distance from the start or the end stay. */
function wholeHunk(before: string, after: string): Hunk {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [one, other] = [old[i], fresh[j]];
    const isInserted = one !== undefined && other !== one && fresh[j + 1] === one;
    if (one === other && one !== undefined) lines.push(...marked(" ", one));
    else {
      if (one !== undefined && !isInserted) lines.push(...marked("-", one));
      if (other !== undefined) lines.push(...marked("+", other));
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

/** With their line feeds. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function marked(mark: string, line: string): readonly string[] {
  return line.endsWith("\n")
    ? [mark + line.slice(0, -1)]
    : [mark + line, "\\ No newline at end of file"];
}

/** As git does: the count is left out where it is one. */
function range(start: number, count: number): string {
  return count === 1 ? String(start) : `${start},${count}`;
}

/** Git ends a name with blanks by a tab, so that it is not cut at the first, and quotes one with controls, quotes or `\`. */
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

/** The mark, a byte order mark behind it and a carriage return at the end say what they say. */
function safeLine(line: string, safeText: (text: string) => string): string {
  const [, mark = "", text = "", end = ""] = /^(.\uFEFF?)([^]*?)(\r?)$/.exec(line) ?? [];
  const tab = placeholderFor(text);
  // With the mark: a blank in front of a command to a log does not disarm it.
  const safe = safeText(`${mark.charAt(0)}${text.replaceAll("\t", tab)}`).replaceAll(tab, "\t");
  return `${safe.charAt(0)}${mark.slice(1)}${safe.slice(1)}${end}`;
}

/** A character that the text does not have and that has no meaning to anyone. */
function placeholderFor(text: string): string {
  let code = 0xe000;
  while (text.includes(String.fromCharCode(code))) code++;
  return String.fromCharCode(code);
}
