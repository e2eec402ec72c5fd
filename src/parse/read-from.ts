import type { Instruction } from "../domain/dockerfile.ts";
import { wordsOf } from "./ast.ts";
import type { Command } from "./command.ts";
import type { LineReader } from "./line-reader.ts";

const stageNamePattern = /^[a-z][a-z0-9_.-]*$/;

/** `FROM [--platform=…] image [AS name]`. Of surplus words the first is kept. */
export function readFrom(reader: LineReader, command: Command): Instruction | null {
  const words = wordsOf(reader.line.text, command);
  const [image, as, name] = words;
  const isNamed = as?.text.toLowerCase() === "as" && name !== undefined;
  if (words.length !== 1 && !(words.length === 3 && isNamed)) {
    const surplus = words[isNamed ? 3 : 1] ?? image;
    const message = "FROM takes an image, or an image, AS and a stage name";
    reader.refuse({ message, start: surplus?.start ?? 0, end: words.at(-1)?.end ?? command.end });
  }
  if (!image) return null;
  if (isNamed && !stageNamePattern.test(name.text.toLowerCase())) {
    const message =
      "a stage name starts with a letter and goes on with letters, digits, -, _ and .";
    reader.refuse({ message, start: name.start, end: name.end });
  }
  const platform = command.flags.find((flag) => flag.name === "platform" && flag.value !== null);
  return {
    keyword: "FROM",
    region: reader.region,
    image: reader.text(image),
    stageName: isNamed ? reader.text(name) : null,
    platform: platform
      ? {
          text: platform.value ?? "",
          region: reader.line.region(platform.valueStart, platform.end),
        }
      : null,
  };
}
