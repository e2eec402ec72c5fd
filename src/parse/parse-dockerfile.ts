import type { Comment, Dockerfile, Instruction, Problem } from "../domain/build/dockerfile.ts";
import { isForInferlint } from "../domain/build/suppression-comment.ts";
import type { Reading } from "../domain/build/reading.ts";
import { openReading } from "../domain/build/reading.ts";
import type { Region } from "../domain/build/region.ts";
import { fileStart, startKey } from "../domain/build/region.ts";
import { readInstruction } from "./instruction.ts";
import type { LogicalLine } from "./logical-line.ts";
import {
  duplicateDirective,
  instructionBeforeFrom,
  invalidEscape,
  noFrom,
  noInstructions,
} from "./rejections.ts";
import type { Segments } from "./segment.ts";
import { segment } from "./segment.ts";
import { readSyntax } from "./syntax.ts";

/** An instruction that a template engine removes or replaces. */
const templateLine = /^\s*(\{%|\{\{|\{#)/;

/** Such a line anywhere in the text: it can remove or repeat the end of the instruction above it. */
const templateLineInText = /^[ \t]*\{[%{#]/m;

/** To look for a similar instruction takes time, and nobody reads so many problems. */
const maxSuggestions = 100;

/** The lines of a conflict after its first one. */
const conflictMark = /^(?:\|{7}|={7}|>{7})(?:\s|$)/;

/** Parses a Dockerfile into instructions with exact regions and the problems for which BuildKit rejects it. Never throws. */
export function parseDockerfile(
  path: string,
  text: string,
  { templates }: Pick<Reading, "templates"> = openReading,
): Dockerfile {
  const { dockerfile, isContinued } = parseWith(path, text, templates, null);
  const { escape, problems } = dockerfile;
  const isOfEscape = ({ code }: Problem): boolean => escapeProblems.includes(code);
  if (!isContinued && !problems.some(isOfEscape)) return dockerfile;
  // What the other escape character would make valid has one cause: the directive, or that there is none.
  const other = parseWith(path, text, templates, escape === "`" ? "\\" : "`").dockerfile.problems;
  if (other.length >= problems.length) return dockerfile;
  const remaining = new Set(other.map(placeOf));
  const first = problems.find((problem) => !remaining.has(placeOf(problem)));
  const kept = (problem: Problem): boolean =>
    remaining.has(placeOf(problem)) || (problem === first && !problems.some(isOfEscape));
  return { ...dockerfile, problems: problems.filter(kept) };
}

const escapeProblems: readonly string[] = [invalidEscape(), duplicateDirective("")].map(
  ({ code }) => code,
);

function placeOf({ code, region }: Problem): string {
  return `${startKey(region)} ${code}`;
}

/** @param forced the escape character; null for the one of the file */
function parseWith(
  path: string,
  text: string,
  templates: boolean,
  forced: "\\" | "`" | null,
): {
  readonly dockerfile: Dockerfile;
  /** An unknown instruction stands where the other escape character would have continued the line above. */
  readonly isContinued: boolean;
} {
  const { escape, lines, comments, problems: lineProblems, takesFrom } = segment(text, forced);
  const problems: Problem[] = [...lineProblems];
  const instructions: Instruction[] = [];
  const froms = new Set<LogicalLine>();
  let [inStage, isContinued, inConflict] = [false, false, false];
  let hasFrom = takesFrom;
  let tooEarly: Instruction | undefined;
  if (templates && templateLineInText.test(text)) for (const line of lines) line.end = null;
  for (const [index, line] of lines.entries()) {
    const wantsSuggestions = problems.length < maxSuggestions;
    const parsed = readInstruction(line, escape, { wantsSuggestions, templates });
    const isMark = inConflict && conflictMark.test(line.text);
    if (line.text.startsWith("<<<<<<<")) inConflict = true;
    if (line.text.startsWith(">>>>>>>")) inConflict = false;
    if (isMark) continue;
    for (const problem of parsed.problems) {
      problems.push(problem);
      if (problem.insteadOfFrom === true && problem.unconditional) hasFrom = true;
      isContinued ||= problem.skipped !== undefined && endsInOther(lines[index - 1], escape);
    }
    const { instruction } = parsed;
    if (!instruction) continue;
    if (instruction.keyword === "FROM") {
      inStage = hasFrom = true;
      froms.add(line);
    }
    if (inStage || instruction.keyword === "ARG") instructions.push(instruction);
    else if (!hasFrom || takesFrom) tooEarly ??= instruction;
  }
  // All of them have one cause: the first, or that there is no FROM.
  if (hasFrom && tooEarly)
    problems.push({ ...instructionBeforeFrom(), region: tooEarly.region, unconditional: true });
  if (!hasFrom)
    problems.push({
      ...(lines.length === 0 ? noInstructions() : noFrom()),
      region: fileStart,
      unconditional: true,
    });
  // Docker builds what the template engine writes: what is invalid now may be valid then.
  const isTemplate = templates && lines.some(({ text: content }) => templateLine.test(content));
  const dockerfile = {
    path,
    escape,
    syntax: readSyntax(text),
    instructions,
    lines,
    comments: commentsToInferlint(comments, lines, froms),
    problems: isTemplate
      ? problems.map((problem) => ({ ...problem, unconditional: false }))
      : problems,
  };
  return { dockerfile, isContinued };
}

/** A blank before it tells a continuation from the end of a quoted command. */
function endsInOther(line: LogicalLine | undefined, escape: string): boolean {
  const end = /[ \t]([\\`])[ \t]*$/.exec(line?.text ?? "")?.[1];
  return end !== undefined && end !== escape;
}

/** The comments to inferlint with the instruction after each. Comments and lines are both in source order. */
function commentsToInferlint(
  comments: Segments["comments"],
  lines: readonly LogicalLine[],
  froms: ReadonlySet<LogicalLine>,
): readonly Comment[] {
  const own = comments.filter(({ text }) => isForInferlint(text));
  if (own.length === 0) return [];
  let next = 0;
  const ends = stageEnds(lines, froms);
  return own.map(({ text, region, guardsDirective }) => {
    while ((lines[next]?.firstLine ?? Infinity) < region.startLine) next++;
    const line = lines[next];
    const whole = line?.whole() ?? null;
    const end = line && ends.get(line);
    return {
      ...{ text, region, next: whole },
      ...(whole && end ? { stage: { ...whole, ...end } } : {}),
      // Without the line, the one after it would become a directive.
      ...(guardsDirective ? { removal: { ...region, startColumn: region.startColumn + 1 } } : {}),
    };
  });
}

/** The end of the last instruction of each stage, by its FROM. */
function stageEnds(
  lines: readonly LogicalLine[],
  froms: ReadonlySet<LogicalLine>,
): ReadonlyMap<LogicalLine, Pick<Region, "endLine" | "endColumn">> {
  const ends = new Map<LogicalLine, Pick<Region, "endLine" | "endColumn">>();
  let last: LogicalLine | undefined;
  for (const line of lines.toReversed()) {
    last ??= line;
    if (!froms.has(line)) continue;
    const { endLine, endColumn } = last.whole();
    ends.set(line, { endLine, endColumn });
    last = undefined;
  }
  return ends;
}
