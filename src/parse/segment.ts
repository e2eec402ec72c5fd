import type { InstructionEnd, Problem, Rejection, Text } from "../domain/build/dockerfile.ts";
import type { Region } from "../domain/build/region.ts";
import { isSpace } from "../shell/blank.ts";
import { readDirective } from "./directive.ts";
import { heredocsOf } from "./heredoc.ts";
import { LogicalLine } from "./logical-line.ts";
import { opensHeredocs } from "./command.ts";
import { hasUndecoded } from "./validate.ts";
import {
  duplicateDirective,
  invalidEscape,
  lineTooLong,
  notUtf8,
  unterminatedHeredoc,
} from "./rejections.ts";

/** A file split into logical lines by BuildKit's rules (frontend/dockerfile/parser). */
export interface Segments {
  readonly escape: "\\" | "`";
  readonly lines: readonly LogicalLine[];
  /** Comments on lines of their own; their text starts with `#`. */
  readonly comments: readonly (Text & {
    /** The next line would be a directive without it. */
    readonly guardsDirective: boolean;
  })[];
  readonly problems: readonly Problem[];
  /** An unterminated heredoc took a line that looks like a FROM. */
  readonly takesFrom: boolean;
}

/** The length limit of a physical line in BuildKit's scanner, in bytes. */
const maxLineLength = 65_535;
const escapePattern = /^[\t\f\r ]*([\\`])[\t\f\r ]*$/;

/** @param escape read with this character, whatever the directive says */
export function segment(text: string, escape: Segments["escape"] | null = null): Segments {
  const bom = text.startsWith("\uFEFF") ? 1 : 0;
  const physical = text.slice(bom).split("\n");
  if (physical.at(-1) === "") physical.pop();
  const lines: LogicalLine[] = [];
  const comments: Segments["comments"][number][] = [];
  const problems: Problem[] = [];
  const directives = new Directives(problems, escape);
  let takesFrom = false;

  let index = 0;
  /** The next physical line without its line end, and its 1-based number. */
  const take = (): { content: string; number: number } => {
    const content = trimLineEnd(physical[index] ?? "");
    index++;
    if (content.length * 3 > maxLineLength && utf8Length(physical[index - 1] ?? "") > maxLineLength)
      problems.push(problem(lineTooLong(), index, content));
    return { content, number: index };
  };

  while (index < physical.length) {
    const { content, number } = take();
    const indent = leadingSpace(content);
    const trimmed = content.slice(indent);
    const isAtTop = !directives.done;
    const isDirective = directives.read(trimmed, number, content);
    if (trimmed.startsWith("#")) {
      const after = (physical[index] ?? "").trimStart();
      const guardsDirective =
        isAtTop && after.startsWith("#") && readDirective(after.slice(1)) !== null;
      const region = lineRegion(number, indent, content);
      if (!isDirective) comments.push({ text: trimmed, region, guardsDirective });
      continue;
    }
    const line = new LogicalLine(number, content.slice(0, indent));
    let last = { content, number };
    const first = cutContinuation(trimmed, directives.escape);
    if (first.text === "" && !first.continues) continue;
    line.append(first.text, number, indent + 1);
    let continues = first.continues;
    while (continues && index < physical.length) {
      const next = take();
      last = next;
      const start = leadingSpace(next.content);
      if (start === next.content.length || next.content[start] === "#") continue;
      const cut = cutContinuation(next.content, directives.escape);
      line.append(cut.text, next.number, 1);
      continues = cut.continues;
    }
    lines.push(line);
    let isClosed = !continues;
    const heredocs =
      line.text.includes("<<") && opensHeredocs(line.text, directives.escape)
        ? heredocsOf(line.text)
        : [];
    for (const { name, chomp } of heredocs) {
      const region = line.region(0, line.text.length);
      if (hasUndecoded(name))
        problems.push({ ...notUtf8("the name of a heredoc"), region, unconditional: true });
      let ended = false;
      const start = index;
      while (!ended && index < physical.length) {
        last = take();
        ended = (chomp ? last.content.replace(/^\t+/, "") : last.content) === name;
        if (!ended) line.heredocs.push({ text: last.content, line: last.number });
      }
      isClosed &&= ended;
      if (ended) continue;
      problems.push({
        ...unterminatedHeredoc(name),
        region: line.region(0, line.text.length),
        unconditional: true,
      });
      takesFrom = physical.slice(start).some((taken) => /^[ \t]*FROM[ \t]/i.test(taken));
      // Nothing is left for the others.
      break;
    }
    if (isClosed) line.end = endOf(last, content.slice(0, indent), trimmed);
  }
  return { escape: directives.escape, lines, comments, problems, takesFrom };
}

/** Reads parser directives: comments of the form `key=value` at the top of the file, each key at most once. */
class Directives {
  escape: "\\" | "`" = "\\";
  done = false;
  private readonly seen = new Set<string>();
  private readonly problems: Problem[];
  private readonly isForced: boolean;

  constructor(problems: Problem[], forced: "\\" | "`" | null) {
    this.problems = problems;
    this.isForced = forced !== null;
    if (forced !== null) this.escape = forced;
  }

  /** Whether the line is a directive. The first other line ends the directives. */
  read(line: string, number: number, content: string): boolean {
    if (this.done) return false;
    const directive = line.startsWith("#") ? readDirective(line.slice(1)) : null;
    if (!directive) {
      this.done = true;
      return false;
    }
    const { key } = directive;
    if (this.seen.has(key)) {
      this.problems.push(problem(duplicateDirective(key), number, content));
    } else if (key === "escape") {
      const value = escapePattern.exec(directive.value)?.[1];
      if (value === "\\" || value === "`") this.escape = this.isForced ? this.escape : value;
      else this.problems.push(problem(invalidEscape(), number, content));
    }
    this.seen.add(key);
    return true;
  }
}

/** The end of an instruction. Only an indent of tabs and spaces is reported: a fix repeats it. */
function endOf(
  { content, number }: { content: string; number: number },
  indent: string,
  first: string,
): InstructionEnd {
  return {
    line: number,
    column: content.length + 1,
    indent: /^[ \t]*$/.test(indent) ? indent : "",
    lowerCase: /^[a-z]/.test(first),
  };
}

/** The line without a trailing escape character, and whether it had one. A doubled escape does not continue the line. */
export function cutContinuation(
  line: string,
  escape: string,
): { text: string; continues: boolean } {
  let end = line.length;
  while (end > 0 && (line[end - 1] === " " || line[end - 1] === "\t")) end--;
  if (end === 0 || line[end - 1] !== escape || (end > 1 && line[end - 2] === escape))
    return { text: line, continues: false };
  return { text: line.slice(0, end - 1), continues: true };
}

function leadingSpace(line: string): number {
  let start = 0;
  while (start < line.length && isSpace(line[start] ?? "")) start++;
  return start;
}

function trimLineEnd(line: string): string {
  let end = line.length;
  while (end > 0 && line[end - 1] === "\r") end--;
  return line.slice(0, end);
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function problem(rejection: Rejection, line: number, content: string): Problem {
  const region = lineRegion(line, leadingSpace(content), content);
  return { ...rejection, region, unconditional: true };
}

function lineRegion(line: number, start: number, content: string): Region {
  return {
    startLine: line,
    startColumn: start + 1,
    endLine: line,
    endColumn: content.length + 1,
  };
}
