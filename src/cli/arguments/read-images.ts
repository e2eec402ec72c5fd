import type { ImageChoice } from "../../domain/image/image-choice.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { Command } from "../command.ts";
import { readProcessor } from "./choice.ts";
import type { PassedOptions } from "./passed-options.ts";
import { requireValid } from "./passed-options.ts";
import { readLintOptions } from "./read-lint.ts";
import { requireFormats } from "./read-outputs.ts";
import { readScanOptions } from "./read-scan.ts";

/** `inferlint image IMAGE...` @throws UsageError */
export function readImage(
  passed: PassedOptions,
  images: readonly string[],
  ruleIds: readonly string[],
): Command {
  requireValid(passed, "image");
  const options = readLintOptions(passed, [], ruleIds);
  requireFormats(options.outputs, "image", ["text", "json"]);
  if (images.length === 0)
    throw new UsageError(
      "inferlint image takes the names of images; inferlint images lists those in support; a directory of that name is ./image",
    );
  return { kind: "image", options, images };
}

/** `inferlint images` @throws UsageError */
export function readImages(passed: PassedOptions, words: readonly string[]): Command {
  requireValid(passed, "images");
  const options = readScanOptions(passed, []);
  requireFormats(options.outputs, "images", ["text", "json", "renovate"]);
  const [word] = words;
  if (word !== undefined)
    throw new UsageError(
      `inferlint images takes no arguments; to check an image: inferlint image ${word}; a directory of that name is ./images`,
    );
  return { kind: "images", options, choice: readChoice(passed) };
}

function readChoice(passed: PassedOptions): ImageChoice {
  const [processor, python] = [passed.last("processor"), passed.last("python")];
  return {
    processor: processor === null ? null : readProcessor(processor),
    python: python === null ? null : readPython(python),
  };
}

/** Facts have the minor version, such as 3.12. */
function readPython(text: string): string {
  if (/^[1-9]\.\d{1,2}$/.test(text)) return text;
  throw new UsageError(`--python takes a version such as 3.12, not ${text}`);
}
