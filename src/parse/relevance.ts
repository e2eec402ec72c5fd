import type { NamedImages } from "../domain/image/image-literals.ts";
import { imageLiterals } from "../domain/image/image-literals.ts";
import { splitCommand } from "./command.ts";
import { segment } from "./segment.ts";
import { readSyntax } from "./syntax.ts";

/** Characters of variables, quotes, escapes and templates, which can form a name that is not in the text as such. */
const forming = /[$"'\\`{]/;
const imageInstructions = new Set(["COPY", "FROM", "RUN"]);

/**
 * Whether an instruction can name an image that inferlint checks. For texts that do not contain `azureml`: the name can still
 * be split over lines, quoted, escaped, built from variables, or be one of a mirror. Comments and heredoc bodies are ignored.
 */
export function mayNameImages(text: string, images: NamedImages): boolean {
  const { escape, lines } = segment(text);
  const literals = imageLiterals(images);
  const hasLiteral = (part: string): boolean => {
    const lower = part.toLowerCase();
    return literals.some((literal) => lower.includes(literal));
  };
  // Requirements are about the image that reads the file, too.
  const syntax = images.required ? readSyntax(text) : null;
  if (syntax && hasLiteral(syntax.text)) return true;
  return lines.some((line) => {
    let command = splitCommand(line.text, escape);
    if (command.keyword === "ONBUILD") command = splitCommand(line.text, escape, command.start);
    const part =
      command.keyword === "COPY" || command.keyword === "RUN"
        ? command.flags.map(({ start, end }) => line.text.slice(start, end)).join(" ")
        : line.text;
    // A plain name also counts in an unknown instruction, such as a misspelt FROM.
    return (imageInstructions.has(command.keyword) && forming.test(part)) || hasLiteral(part);
  });
}
