import { splitCommand } from "./command.ts";
import { segment } from "./segment.ts";

/** What can make a name that does not stand there in plain bytes: variables, quotes, escapes, templates. */
const assembling = /[$"'\\`{]/;

/**
 * Whether an instruction of the text can name an azureml image, or an image of one of the mirrors (by their prefixes),
 * assembled names included. For text that does not hold `azureml` in one piece; comments and heredoc bodies do not count.
 */
export function mayNameImages(text: string, mirrors: readonly string[]): boolean {
  const { escape, lines } = segment(text);
  const literals = ["azureml", ...mirrors.map(literalOf)];
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

/** What every name on a mirror holds: a host may have a port behind it, and Docker Hub goes without saying. */
function literalOf(prefix: string): string {
  const last = prefix.slice(prefix.lastIndexOf("/") + 1).replace(/:\d+$/, "");
  return last === "docker.io" || last === "library" ? "" : last.toLowerCase();
}
