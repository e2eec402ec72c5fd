import type { SourceKind } from "../../domain/build/file-kind.ts";
import type { Piece } from "../../text/embedded-text.ts";
import { EmbeddedText } from "../../text/embedded-text.ts";
import type { Span } from "../../text/line-index.ts";
import type { FoundDockerfile, FoundText, SourceReader } from "../source-reading.ts";
import { emptyReading } from "../source-reading.ts";
import { directiveBlocks } from "./directive-blocks.ts";
import { fencedBlocks } from "./fenced-blocks.ts";

/** What the words after a fence say; others are not read. */
const kinds: Readonly<Partial<Record<string, SourceKind | "dockerfile">>> = {
  bash: "shell",
  console: "shell",
  containerfile: "dockerfile",
  docker: "dockerfile",
  dockerfile: "dockerfile",
  ipython: "python",
  json: "json",
  make: "shell",
  py: "python",
  python: "python",
  python3: "python",
  sh: "shell",
  shell: "shell",
  "shell-session": "shell",
  yaml: "yaml",
  yml: "yaml",
  zsh: "shell",
};

/** Reads the blocks of code in a Markdown or reStructuredText page. */
export const read: SourceReader = (text, { path }) => {
  const blocks = /\.rst$/i.test(path) ? directiveBlocks(text) : fencedBlocks(text);
  const dockerfiles: FoundDockerfile[] = [];
  const embedded: FoundText[] = [];
  for (const { info, lines } of blocks) {
    const word = /^\{?\.?([\w-]+)/.exec(info)?.[1]?.toLowerCase() ?? "";
    const kind = Object.hasOwn(kinds, word) ? kinds[word] : undefined;
    if (!kind || lines.length === 0) continue;
    if (kind === "dockerfile")
      dockerfiles.push({ text: textOf(text, lines), build: null, serves: false });
    else {
      const own = kind === "shell" ? withoutPrompts(text, lines) : lines;
      embedded.push({ kind, path: pathOf[kind] ?? null, text: textOf(text, own) });
    }
  }
  return { ...emptyReading, dockerfiles, embedded };
};

/** Readers of some kinds go by the name of the file, and the page has another one. */
const pathOf: Readonly<Partial<Record<SourceKind, string>>> = { shell: "block.sh" };

/** In a session with prompts, only what follows a prompt is a command, with the lines that continue it. */
function withoutPrompts(text: string, lines: readonly Span[]): readonly Span[] {
  const prompt = /^[ \t]*(?:\([\w.-]+\)[ \t]*)?\$[ \t]+/;
  const startOf = ({ start, end }: Span): string => text.slice(start, Math.min(end, start + 200));
  if (!lines.some((line) => prompt.test(startOf(line)))) return lines;
  const commands: Span[] = [];
  let isContinued = false;
  for (const line of lines) {
    const mark = prompt.exec(startOf(line))?.[0];
    if (mark === undefined && !isContinued) continue;
    const start = line.start + (mark?.length ?? 0);
    commands.push({ start, end: line.end });
    isContinued = /\\\r?\n?$/.test(text.slice(Math.max(start, line.end - 3), line.end));
  }
  return commands;
}

function textOf(text: string, lines: readonly Span[]): EmbeddedText {
  const pieces: Piece[] = [];
  let length = 0;
  for (const { start, end } of lines) {
    if (end <= start) continue;
    pieces.push({ at: length, length: end - start, from: start, fromLength: end - start });
    length += end - start;
  }
  const own = lines.map(({ start, end }) => text.slice(start, end)).join("");
  // A further line would need what its neighbours are indented by.
  return new EmbeddedText(own, pieces, (part) => (part.includes("\n") ? null : part));
}
