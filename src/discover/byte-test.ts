import type { FileKind } from "../domain/build/file-kind.ts";
import { suppressionComment } from "../domain/build/suppression-comment.ts";
import type { NamedImages } from "../domain/image/image-literals.ts";
import { imageLiterals } from "../domain/image/image-literals.ts";
import { latin1 } from "./source-text.ts";

/**
 * Whether the bytes of a file that is no Dockerfile can name an image that inferlint checks: one of the literals of such names,
 * in any case. A line continuation or quotes in the middle count too, and any escape of an ASCII letter (`\u0061`, `\x61`, `\141`), since
 * JSON, YAML and Python can write a name with them. NULs are skipped, so that a name is found in UTF-16 and UTF-32 as well.
 */
export function mayNameImage(bytes: Buffer, images: NamedImages): boolean {
  return imagePattern(images).test(latin1(bytes));
}

const imagePatterns = new WeakMap<NamedImages, RegExp>();

function imagePattern(images: NamedImages): RegExp {
  let pattern = imagePatterns.get(images);
  if (!pattern) {
    const names = [...new Set(imageLiterals(images))].map(spread);
    pattern = new RegExp([...names, escapedLetter].join("|"), "i");
    imagePatterns.set(images, pattern);
  }
  return pattern;
}

const escapedLetter = String.raw`\\(?:u0*|x)[4-7][0-9a-f]|\\1[0-7]{2}`;

/** What is searched for `azureml`: no other word ends in it, and a rare letter first is found in half the time. */
const azuremlEnd = "zureml";

/** A literal as it is, or with NULs, line continuations, or quotes and backslashes of a shell inside. */
function spread(literal: string): string {
  return Array.from(literal === "azureml" ? azuremlEnd : literal)
    .map((character) => character.replace(/[^a-z0-9]/, String.raw`\$&`))
    .join(String.raw`\0{0,3}(?:\\\r?\n[ \t]*)?(?:["'\\]\0{0,3}){0,2}`);
}

/** Programs of which a script that builds calls one. */
const programs = String.raw`docker|podman|buildah|nerdctl|az\s+acr`;
// Without such a program, a key says what is built: `build` of environments and of compose, `target` of bake.
const [scripted, described, baked, called] = [
  new RegExp(programs, "i"),
  new RegExp(String.raw`${programs}|\bbuild["']?[ \t]*:`, "i"),
  new RegExp(String.raw`${programs}|\b(?:build|target)["']?[ \t]*:|\btarget[ \t]+["\w]`, "i"),
  new RegExp(`${programs}|buildcontext`, "i"),
];

const buildWords: Readonly<Record<FileKind, RegExp | null>> = {
  dockerfile: null,
  yaml: described,
  json: baked,
  python: called,
  notebook: called,
  shell: scripted,
  text: null,
  hcl: baked,
  markdown: described,
};

/** Whether the bytes of a file can describe how a Dockerfile is built, though they name no image. */
export function mayDescribeBuild(bytes: Buffer, kind: FileKind): boolean {
  return buildWords[kind]?.test(latin1(bytes)) === true;
}

/**
 * Whether the bytes of a file can have a comment to inferlint. One may be left in a file that has nothing else to check, and
 * unused-suppression reports it.
 */
export function mayHaveComment(bytes: Buffer): boolean {
  return suppressionComment.test(latin1(bytes));
}
