import type { Base, ImageUse } from "../domain/build/build.ts";
import type {
  Dockerfile,
  FromInstruction,
  Instruction,
  Problem,
  Text,
} from "../domain/build/dockerfile.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { readReference } from "../domain/image/image-reference.ts";
import { hasTemplate } from "../shell/template.ts";
import { lowerCase } from "../shell/lower-case.ts";
import { WordError } from "../shell/word-value.ts";
import { rejection, requirements } from "./global-scope.ts";
import { isPlatform } from "./platform.ts";
import type { ExpandedText, Scope } from "./scope.ts";

/** A stage before its instructions are followed. */
export interface StageDraft {
  readonly index: number;
  readonly name: string | null;
  readonly from: FromInstruction;
  readonly base: Base;
  readonly instructions: readonly Instruction[];
}

export interface StageGraph {
  readonly stages: readonly StageDraft[];
  /** Stage names as COPY --from and --target find them: a later stage of the same name takes it over. */
  readonly byName: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** Cuts the instructions into stages and finds what each is built on. */
export function readStages({ instructions, escape }: Dockerfile, scope: Scope): StageGraph {
  const stages: (StageDraft & { instructions: Instruction[] })[] = [];
  const byName = new Map<string, number>();
  const problems: Problem[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword !== "FROM") {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const index = stages.length;
    const name = instruction.stageName && lowerCase(instruction.stageName.text);
    const platform = readPlatform(instruction, scope, escape, problems);
    const base = readBase(instruction, { stage: index, platform }, scope, escape, byName, problems);
    stages.push({ index, name, from: instruction, base, instructions: [] });
    // A stage cannot be its own base: the name counts from the next FROM on.
    if (name !== null) byName.set(name, index);
  }
  return { stages, byName, problems };
}

function readBase(
  from: FromInstruction,
  { stage, platform }: Pick<ImageUse, "stage" | "platform">,
  scope: Scope,
  escape: string,
  byName: ReadonlyMap<string, number>,
  problems: Problem[],
): Base {
  const { image } = from;
  let expansion: ExpandedText;
  try {
    expansion = scope.expand(image, escape);
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    problems.push(rejection(error, image.region));
    return {
      kind: "unresolved",
      why: error.message,
      image: unreadable(from, stage, error.message),
    };
  }
  problems.push(...requirements(expansion, image.region));
  const ownStage = byName.get(expansion.text);
  if (ownStage !== undefined) return { kind: "stage", stage: ownStage };
  if (expansion.text === "scratch") return { kind: "scratch" };
  const reading = readExpanded(expansion);
  let anyArguments: ImageUse["anyArguments"] = null;
  if (reading.kind === "invalid") {
    problems.push(invalidReference(reading, image, !expansion.overridable));
    if (expansion.overridable) {
      const open = scope.expand(image, escape, true);
      anyArguments = { expansion: open, reading: readExpanded(open) };
    }
  } else if (expansion.unresolved.length > 0 || hasTemplate(expansion.text)) {
    problems.push({ message: openReason(expansion), region: image.region, unconditional: false });
  }
  const use: ImageUse = {
    via: "from",
    platform,
    onbuild: false,
    stage,
    line: from.region.startLine,
    region: image.region,
    written: image.text,
    expansion,
    reading,
    anyArguments,
  };
  const isKnown =
    reading.kind === "invalid"
      ? reading.text !== ""
      : reading.kind === "reference" && !reading.reference.tagUnresolved;
  if (isKnown) return { kind: "image", image: use };
  const why = reading.kind === "invalid" ? reading.why : openReason(expansion);
  return { kind: "unresolved", why, image: use };
}

/** An image whose name cannot be expanded: what it means is only to be guessed from what is written. */
function unreadable({ image, region }: FromInstruction, stage: number, why: string): ImageUse {
  const text = image.text.replace(/["']/g, "");
  return {
    via: "from",
    platform: null,
    onbuild: false,
    stage,
    line: region.startLine,
    region: image.region,
    written: image.text,
    expansion: { text, unresolved: [], undeclared: [], provenance: [] },
    reading: { kind: "invalid", text, why },
    anyArguments: null,
  };
}

/** Why an expansion is open: the ARG without value, or the template. */
function openReason({ unresolved }: { unresolved: readonly string[] }): string {
  const [name] = unresolved;
  return name === undefined ? "it holds a template" : `ARG ${name} has no value`;
}

export function readExpanded({ text, unresolved }: ExpandedText): ReferenceReading {
  return text === ""
    ? { kind: "invalid", text, why: "the image name is empty" }
    : readReference(text, unresolved);
}

export function invalidReference(
  { text, why }: { text: string; why: string },
  { region, text: written }: Text,
  unconditional: boolean,
): Problem {
  const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return {
    message: `"${shown === "" ? written : shown}" is not an image reference: ${why}`,
    region,
    unconditional: unconditional && !hasTemplate(text),
  };
}

/** What `--platform` says; null where nothing is said, or it cannot be expanded. */
function readPlatform(
  { platform }: FromInstruction,
  scope: Scope,
  escape: string,
  problems: Problem[],
): string | null {
  if (!platform || platform.text === "") return null;
  try {
    const expanded = scope.expand(platform, escape);
    const { text, unresolved, overridable } = expanded;
    problems.push(...requirements(expanded, platform.region));
    if (unresolved.length > 0 || hasTemplate(text) || !isPlatform(text))
      problems.push({
        message:
          text === "" ? "the platform is empty" : `--platform=${platform.text} is not a platform`,
        region: platform.region,
        unconditional: unresolved.length === 0 && !overridable && !hasTemplate(text),
      });
    return text === "" ? null : text;
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    problems.push(rejection(error, platform.region));
    return null;
  }
}
