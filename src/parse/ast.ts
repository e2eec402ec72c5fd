import { DockerfileParser } from "dockerfile-ast";
import { blankTemplates } from "../shell/template.ts";
import type { Command } from "./command.ts";
import type { Span } from "./words.ts";

/**
 * The words of one instruction, as dockerfile-ast finds them; offsets are into the logical text.
 * @param hasTemplates whether `{{…}}` is a template, whose blanks may be part of a word
 *
 * dockerfile-ast gets one instruction at a time, on one line: it is quadratic on whole files, and reads some line ends,
 * comments and heredocs differently from BuildKit. What it would read differently within a line is masked at equal length:
 * flags, quotes, escapes and heredoc marks as parts of words, and the rarer blanks as blanks.
 */
export function wordsOf(text: string, command: Command, hasTemplates: boolean): Span[] {
  if (command.start >= command.end) return [];
  const instruction = DockerfileParser.parse(
    masked(text, command, hasTemplates),
  ).getInstructions()[0];
  return (instruction?.getArguments() ?? []).map((argument) => {
    const { start, end } = argument.getRange();
    return {
      text: text.slice(start.character, end.character),
      start: start.character,
      end: end.character,
    };
  });
}

function masked(text: string, { keyword, start, end }: Command, hasTemplates: boolean): string {
  const own = text.slice(start, end);
  const args = (hasTemplates ? blankTemplates(own) : own).replace(/[\v\f\r]/g, " ");
  return `${keyword} `.padEnd(start) + args.replace(/[^\w.:/@$\t -]/g, "x").replace(/--/g, "xx");
}
