import type {
  Comment,
  Dockerfile,
  Instruction,
  Problem,
  Text,
} from "../domain/build/dockerfile.ts";
import { fileStart } from "../domain/build/region.ts";
import { readInstruction } from "./instruction.ts";
import type { LogicalLine } from "./logical-line.ts";
import { segment } from "./segment.ts";

/** A line that a template engine removes or replaces. */
const templateLine = /^\s*(\{%|\{\{|\{#)/;

/** Such a line anywhere: what it removes or repeats can be the rest of the instruction above. */
const templateLineInText = /^[ \t]*\{[%{#]/m;

/** Text → instructions with exact regions, and what BuildKit would refuse. Never throws on any text. */
export function parseDockerfile(path: string, text: string): Dockerfile {
  const { escape, lines, comments, problems: lineProblems } = segment(text);
  const problems: Problem[] = [...lineProblems];
  const instructions: Instruction[] = [];
  let inStage = false;
  if (templateLineInText.test(text)) for (const line of lines) line.end = null;
  for (const line of lines) {
    const parsed = readInstruction(line, escape);
    for (const problem of parsed.problems) problems.push(problem);
    const { instruction } = parsed;
    if (!instruction) continue;
    if (instruction.keyword === "FROM") inStage = true;
    if (inStage || instruction.keyword === "ARG") instructions.push(instruction);
    else
      problems.push({
        message: "only ARG may stand before the first FROM",
        region: instruction.region,
        unconditional: true,
      });
  }
  if (!inStage)
    problems.push({
      message: lines.length === 0 ? "there are no instructions in it" : "there is no FROM in it",
      region: fileStart,
      unconditional: true,
    });
  // A file made from a template is judged after the template engine has run: what it refuses here may be gone then.
  const made = lines.some(({ text: content }) => templateLine.test(content));
  return {
    path,
    escape,
    instructions,
    comments: commentsToInferlint(comments, lines),
    problems: made ? problems.map((problem) => ({ ...problem, unconditional: false })) : problems,
  };
}

/** Comments and instructions both come in the order of the file. */
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
