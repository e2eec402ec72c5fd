import type { Instruction } from "../domain/build/dockerfile.ts";
import { lowerCase } from "../shell/lower-case.ts";
import type { Command } from "./command.ts";
import type { LineReader } from "./line-reader.ts";
import { fromArguments, invalidStageName, missingArgument } from "./rejections.ts";
import type { Span } from "./words.ts";

const stageNamePattern = /^[a-z][a-z0-9_.-]*$/;

/** Case-insensitive as in Go, where `ſ` equals `s`. */
const asPattern = /^as$/iu;

/** `FROM [--platform=…] image [AS name]`. With too many words, the first is still read as the image. */
export function readFrom(reader: LineReader, command: Command): Instruction | null {
  const all = templatesJoined(reader.words(command), reader);
  // `--platform linux/amd64 IMAGE`: the flag takes its value after `=`, and the word is no image.
  const isValueApart =
    command.flags.some(({ name, value }) => name === "platform" && value === null) &&
    (all.length === 2 || all.length === 4);
  const words = isValueApart ? all.slice(1) : all;
  const [image, as, name] = words;
  const isNamed = as !== undefined && asPattern.test(as.text) && name !== undefined;
  if (!image) return reader.rejectWhole(missingArgument("image", "FROM"), command, true);
  if (words.length !== 1 && !(words.length === 3 && isNamed)) {
    const surplus = words[isNamed ? 3 : 1] ?? image;
    const location = { start: surplus.start, end: words.at(-1)?.end ?? command.end };
    reader.reject(fromArguments(), location);
  }
  if (isNamed && !stageNamePattern.test(lowerCase(name.text)))
    reader.reject(invalidStageName(), name);
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

/** Blanks within a template (`{{ tag }}`) do not end a word: the template engine removes them. */
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
