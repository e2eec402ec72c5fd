import { maskTemplates, templateMark } from "../shell/template.ts";
import { splitCommand } from "./command.ts";
import { readInstruction } from "./instruction.ts";
import { segment } from "./segment.ts";

/** A line that starts with a template. */
const templateLine = new RegExp(`^[ \\t]*${templateMark}.*$`, "gm");

/** A FROM after templates, up to the end of its image: more templates can follow on the same line. */
const fromInTemplateLine = new RegExp(
  `^[ \\t${templateMark}]*(from[ \\t]+(?:--\\S+[ \\t]+)*\\S[^\\s${templateMark}]*)(?=[ \\t]*(?:${templateMark}|as\\b|$))`,
  "i",
);

/**
 * Whether a text is a Dockerfile, for files whose name does not say so: after comments, directives, blank lines, ARGs and
 * template lines, its first instruction is a FROM that BuildKit accepts.
 * @param isWhole false for the start of a longer text, which may be one as long as nothing speaks against it
 */
export function isDockerfileText(text: string, isWhole: boolean): boolean {
  if (startsWithFrom(text, isWhole)) return true;
  const { masked, templates } = maskTemplates(text);
  if (templates.length === 0) return false;
  const keepFrom = (line: string): string => fromInTemplateLine.exec(line)?.[1] ?? "";
  return startsWithFrom(masked.replace(templateLine, keepFrom), isWhole);
}

/** Templates are text here, or masked already; nobody reads the problems. */
const literal = { wantsSuggestions: false, templates: false };

/**
 * A text whose first line that is no comment begins with something else, and is not continued before that is certain. Most files that
 * are no Dockerfiles are known by it without being split into lines.
 */
const startsOtherwise =
  /^\uFEFF?(?:[\t\r ]*(?:#[^\n]*)?\n)*[\t ]*(?:(?!(?:from|arg)\b)[a-z]+[^a-z\\`]|["'[-]|\$[a-z]|\{(?![{%#]))/i;

function startsWithFrom(text: string, isWhole: boolean): boolean {
  if (isWhole && startsOtherwise.test(text)) return false;
  const { escape, lines } = segment(text);
  for (const [index, line] of lines.entries()) {
    const { keyword } = splitCommand(line.text, escape);
    if (keyword === "ARG") continue;
    const { instruction, problems } = readInstruction(line, escape, literal);
    if (instruction?.keyword === "FROM" && problems.length === 0) return true;
    // The last line of a part may be cut anywhere.
    const isCut = !isWhole && index === lines.length - 1;
    return isCut && ["FROM", "ARG"].some((name) => name.startsWith(keyword));
  }
  return !isWhole;
}
