import { splitCommand } from "./command.ts";
import { segment } from "./segment.ts";

/** What can make a name that does not stand there in plain bytes: variables, quotes, escapes, templates. */
const assembling = /[$"'\\`{]/;

/**
 * Whether an instruction of the text can name an azureml image (or one of the extra literals), assembled names included. For
 * text that does not hold `azureml` in one piece; comments and heredoc bodies do not count.
 */
export function mayNameImages(text: string, literals: readonly string[] = ["azureml"]): boolean {
  const { escape, lines } = segment(text);
  return lines.some((line) => {
    let command = splitCommand(line.text, escape);
    if (command.keyword === "ONBUILD") command = splitCommand(line.text, escape, command.start);
    if (!["FROM", "COPY", "RUN"].includes(command.keyword)) return false;
    const part =
      command.keyword === "FROM"
        ? line.text
        : command.flags.map(({ start, end }) => line.text.slice(start, end)).join(" ");
    return (
      assembling.test(part) || literals.some((literal) => part.toLowerCase().includes(literal))
    );
  });
}
