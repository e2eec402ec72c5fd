import type { ImagePolicy } from "../domain/image/image-policy.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import { splitCommand } from "./command.ts";
import { segment } from "./segment.ts";

/** What can make a name that does not stand there in plain bytes: variables, quotes, escapes, templates. */
const assembling = /[$"'\\`{]/;
const naming = new Set(["COPY", "FROM", "RUN"]);

/**
 * Whether an instruction of the text can name an image that is judged, assembled names included. For text that does not hold
 * `azureml` in one piece; comments and heredoc bodies do not count.
 */
export function mayNameImages(
  text: string,
  { roots, mirrors }: Pick<ImagePolicy, "roots" | "mirrors">,
): boolean {
  const { escape, lines } = segment(text);
  const literals = [
    "azureml",
    // What may begin with anything still comes from Microsoft's registry.
    ...roots.map((root) => (root.includes("azureml") ? "azureml" : microsoftRegistry)),
    ...mirrors.map(({ prefix }) => literalOf(prefix)),
  ];
  return lines.some((line) => {
    let command = splitCommand(line.text, escape);
    if (command.keyword === "ONBUILD") command = splitCommand(line.text, escape, command.start);
    const part =
      command.keyword === "COPY" || command.keyword === "RUN"
        ? command.flags.map(({ start, end }) => line.text.slice(start, end)).join(" ")
        : line.text;
    // Of an instruction that is skipped, a misspelt FROM, the plain name counts.
    return (
      (naming.has(command.keyword) && assembling.test(part)) ||
      literals.some((literal) => part.toLowerCase().includes(literal))
    );
  });
}

/** What every name on a mirror holds: a host may have a port behind it, and Docker Hub goes without saying. */
function literalOf(prefix: string): string {
  const last = prefix.slice(prefix.lastIndexOf("/") + 1).replace(/:\d+$/, "");
  return last === "docker.io" || last === "library" ? "" : last.toLowerCase();
}
