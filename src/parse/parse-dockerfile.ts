import type {
  Comment,
  Dockerfile,
  Instruction,
  Problem,
  Text,
} from "../domain/build/dockerfile.ts";
import type { Reading } from "../domain/build/reading.ts";
import { openReading } from "../domain/build/reading.ts";
import { fileStart } from "../domain/build/region.ts";
import { readInstruction } from "./instruction.ts";
import type { LogicalLine } from "./logical-line.ts";
import { instructionBeforeFrom, noFrom, noInstructions } from "./rejections.ts";
import { segment } from "./segment.ts";
import { readSyntax } from "./syntax.ts";

/** An instruction that a template engine removes or replaces. */
const templateLine = /^\s*(\{%|\{\{|\{#)/;

/** Such a line anywhere in the text: it can remove or repeat the end of the instruction above it. */
const templateLineInText = /^[ \t]*\{[%{#]/m;

/** To look for a similar instruction takes time, and nobody reads so many problems. */
const maxSuggestions = 100;

/** Parses a Dockerfile into instructions with exact regions and the problems for which BuildKit rejects it. Never throws. */
export function parseDockerfile(
  path: string,
  text: string,
  { templates }: Pick<Reading, "templates"> = openReading,
): Dockerfile {
  const { escape, lines, comments, problems: lineProblems } = segment(text);
  const problems: Problem[] = [...lineProblems];
  const instructions: Instruction[] = [];
  let inStage = false;
  if (templates && templateLineInText.test(text)) for (const line of lines) line.end = null;
  for (const line of lines) {
    const wantsSuggestions = problems.length < maxSuggestions;
    const parsed = readInstruction(line, escape, { wantsSuggestions, templates });
    for (const problem of parsed.problems) problems.push(problem);
    const { instruction } = parsed;
    if (!instruction) continue;
    if (instruction.keyword === "FROM") inStage = true;
    if (inStage || instruction.keyword === "ARG") instructions.push(instruction);
    else
      problems.push({
        ...instructionBeforeFrom(),
        region: instruction.region,
        unconditional: true,
      });
  }
  if (!inStage)
    problems.push({
      ...(lines.length === 0 ? noInstructions() : noFrom()),
      region: fileStart,
      unconditional: true,
    });
  // Docker builds what the template engine writes: what is invalid now may be valid then.
  const isTemplate = templates && lines.some(({ text: content }) => templateLine.test(content));
  return {
    path,
    escape,
    syntax: readSyntax(text),
    instructions,
    comments: commentsToInferlint(comments, lines),
    problems: isTemplate
      ? problems.map((problem) => ({ ...problem, unconditional: false }))
      : problems,
  };
}

/** The `# inferlint: …` comments with the instruction after each. Comments and lines are both in source order. */
function commentsToInferlint(
  comments: readonly Text[],
  lines: readonly LogicalLine[],
): readonly Comment[] {
  let next = 0;
  return comments.flatMap(({ text, region }) => {
    if (!/^#\s*inferlint\s*:/i.test(text)) return [];
    while ((lines[next]?.firstLine ?? Infinity) < region.startLine) next++;
    return [{ text, region, next: lines[next]?.whole() ?? null }];
  });
}
