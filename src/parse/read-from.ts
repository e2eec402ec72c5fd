import type { Instruction } from "../domain/build/dockerfile.ts";
import { wordsOf } from "./ast.ts";
import { lowerCase } from "../shell/lower-case.ts";
import type { Command } from "./command.ts";
import type { LineReader } from "./line-reader.ts";
import type { Span } from "./words.ts";

const stageNamePattern = /^[a-z][a-z0-9_.-]*$/;

/** As Go folds case: `ſ` is an `s` to it. */
const asPattern = /^as$/iu;

/** `FROM [--platform=…] image [AS name]`. Of surplus words the first is kept. */
export function readFrom(reader: LineReader, command: Command): Instruction | null {
  const words = templatesJoined(wordsOf(reader.line.text, command), reader);
  const [image, as, name] = words;
  const isNamed = as !== undefined && asPattern.test(as.text) && name !== undefined;
  if (words.length !== 1 && !(words.length === 3 && isNamed)) {
    const surplus = words[isNamed ? 3 : 1] ?? image;
    const message = "FROM takes an image, or an image, AS and a stage name";
    reader.reject({ message, start: surplus?.start ?? 0, end: words.at(-1)?.end ?? command.end });
  }
  if (!image) return null;
  if (isNamed && !stageNamePattern.test(lowerCase(name.text))) {
    const message =
      "a stage name starts with a letter and goes on with letters, digits and the characters '-_.'";
    reader.reject({ message, start: name.start, end: name.end });
  }
  const platform = command.flags.find((flag) => flag.name === "platform" && flag.value !== null);
  return {
    keyword: "FROM",
    ...reader.location,
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

/** Blanks within a template (`{{ tag }}`) do not end a word: the template engine takes them away. */
function templatesJoined(words: readonly Span[], { line, templated }: LineReader): readonly Span[] {
  if (!templated) return words;
  const joined: Span[] = [];
  let pending: Span[] = [];
  let isOpen = false;
  for (const word of words) {
    pending.push(word);
    const lastMark = word.text.match(/\{[{%#]|[%#}]\}/g)?.at(-1);
    if (lastMark !== undefined) isOpen = lastMark.startsWith("{");
    if (isOpen) continue;
    const start = pending[0]?.start ?? word.start;
    joined.push({ text: line.text.slice(start, word.end), start, end: word.end });
    pending = [];
  }
  return [...joined, ...pending];
}
