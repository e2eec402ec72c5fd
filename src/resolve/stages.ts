import type { Base, ImageUse } from "../domain/build/build.ts";
import type {
  Dockerfile,
  FromInstruction,
  Instruction,
  Problem,
  Rejection,
  Text,
} from "../domain/build/dockerfile.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { readReference } from "../domain/image/image-reference.ts";
import type { Reading } from "../domain/build/reading.ts";
import { hasTemplate } from "../shell/template.ts";
import { lowerCase } from "../shell/lower-case.ts";
import { WordError } from "../shell/word-error.ts";
import { knownEnds } from "../shell/word-value.ts";
import { isOpen, readPlatform } from "./read-platform.ts";
import {
  invalidReference,
  requiredProblems,
  syntaxProblem,
  unresolvedImage,
} from "./rejections.ts";
import type { NamedContexts } from "./named-contexts.ts";
import { imageOfContext } from "./named-contexts.ts";
import type { ExpandedText, Scope } from "./scope.ts";

/** A stage whose instructions have not been executed yet. */
export interface StageDraft {
  readonly index: number;
  readonly name: string | null;
  readonly from: FromInstruction;
  readonly base: Base;
  /** The base of the first of the stages it is built on; its own if that is not a stage. */
  readonly root: Base;
  readonly omitted: readonly string[];
  readonly instructions: readonly Instruction[];
}

export interface StageGraph {
  readonly stages: readonly StageDraft[];
  /** Stages by name for COPY --from and --target: of stages with the same name, the last one. */
  readonly byName: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
}

/** Splits the instructions into stages and reads the base of each. */
export function readStages(
  { instructions, escape }: Dockerfile,
  scope: Scope,
  contexts: NamedContexts,
): StageGraph {
  const stages: (StageDraft & { instructions: Instruction[] })[] = [];
  const byName = new Map<string, number>();
  const problems: Problem[] = [];
  let isReplaced = false;
  for (const instruction of instructions) {
    if (instruction.keyword !== "FROM") {
      if (!isReplaced) stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const index = stages.length;
    const name = instruction.stageName && lowerCase(instruction.stageName.text);
    const platform = readPlatform(instruction, scope, escape, problems);
    // A context with the name of a stage is that stage: BuildKit runs none of its instructions.
    const replaced = imageOfContext(name ?? "", contexts, instruction.image);
    isReplaced = replaced !== null;
    const expansion =
      replaced ?? expandImage(instruction, scope, escape, problems, byName, contexts);
    const omitted = expansion instanceof WordError ? [] : expansion.omitted;
    const location = { stage: index, platform };
    const base = readBase(instruction, location, expansion, scope, escape, byName, problems);
    const root = (base.kind === "stage" ? stages[base.stage]?.root : null) ?? base;
    stages.push({ index, name, from: instruction, base, root, omitted, instructions: [] });
    // A stage cannot be its own base, so the name is valid from the next FROM on.
    if (name !== null) byName.set(name, index);
  }
  return { stages, byName, problems };
}

/** The image name with every ARG unknown; null if BuildKit rejects it then, which shows nothing of builds that give them. */
function readWithoutArgs(image: Text, scope: Scope, escape: string): ImageUse["withoutArgs"] {
  try {
    const expansion = scope.expand(image, escape, true);
    return { expansion, reading: readExpanded(expansion, scope.reading) };
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return null;
  }
}

/** The image name expanded, or why BuildKit rejects it. */
function expandImage(
  { image }: FromInstruction,
  scope: Scope,
  escape: string,
  problems: Problem[],
  byName: ReadonlyMap<string, number>,
  contexts: NamedContexts,
): ExpandedText | WordError {
  try {
    const expansion = scope.expand(image, escape);
    problems.push(...requiredProblems(expansion, image.region, false));
    if (byName.has(expansion.text)) return expansion;
    return imageOfContext(expansion.text, contexts, image) ?? expansion;
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    problems.push(syntaxProblem(error, image.region));
    return error;
  }
}

function readBase(
  from: FromInstruction,
  { stage, platform }: Pick<ImageUse, "stage" | "platform">,
  expansion: ExpandedText | WordError,
  scope: Scope,
  escape: string,
  byName: ReadonlyMap<string, number>,
  problems: Problem[],
): Base {
  const { image } = from;
  if (expansion instanceof WordError) {
    const why = expansion.message;
    return { kind: "unresolved", why, image: unreadable(from, stage, why) };
  }
  const ownStage = byName.get(expansion.text);
  if (ownStage !== undefined) return { kind: "stage", stage: ownStage };
  if (expansion.text === "scratch") return { kind: "scratch" };
  const reading = readExpanded(expansion, scope.reading);
  let withoutArgs: ImageUse["withoutArgs"] = null;
  if (reading.kind === "invalid") {
    problems.push(invalidImage(reading, image, !expansion.overridable));
    if (expansion.overridable) withoutArgs = readWithoutArgs(image, scope, escape);
  } else if (isOpen(expansion, scope)) {
    problems.push({ ...unresolvedReason(expansion), region: image.region, unconditional: false });
  }
  const use: ImageUse = {
    via: "from",
    platform,
    onbuild: false,
    mayBeStage: isOpen(expansion, scope) && mayBeStage(expansion, byName),
    stage,
    line: from.region.startLine,
    region: image.region,
    written: image.text,
    expansion,
    reading,
    taken: null,
    withoutArgs,
  };
  const isKnown =
    reading.kind === "invalid"
      ? reading.text !== ""
      : reading.kind === "reference" && !reading.reference.tagUnresolved;
  if (isKnown) return { kind: "image", image: use };
  const why = reading.kind === "invalid" ? reading.why : unresolvedReason(expansion).message;
  return { kind: "unresolved", why, image: use };
}

/** An image whose name cannot be expanded: the text as written, without quotes, is the best guess. */
function unreadable({ image, region }: FromInstruction, stage: number, why: string): ImageUse {
  const text = image.text.replace(/["']/g, "");
  return {
    via: "from",
    platform: null,
    onbuild: false,
    mayBeStage: false,
    stage,
    line: region.startLine,
    region: image.region,
    written: image.text,
    expansion: { text, unresolved: [], undeclared: [], omitted: [], provenance: [] },
    reading: { kind: "invalid", text, why },
    taken: null,
    withoutArgs: null,
  };
}

/** Why an image name is not known: the first ARG without a value, else a template. */
function unresolvedReason({ unresolved }: { unresolved: readonly string[] }): Rejection {
  return unresolvedImage(unresolved[0] ?? null);
}

/** Reads an expanded image name. */
export function readExpanded(
  { text, unresolved }: ExpandedText,
  { templates }: Reading,
): ReferenceReading {
  return text === ""
    ? { kind: "invalid", text, why: "the image name is empty" }
    : readReference(text, unresolved, templates);
}

/** With more stages than this, any may be meant: comparing all of them would be quadratic in the size of the file. */
const maxComparedStages = 500;

/** Whether the text can be the name of a stage: what is known at its start and end agrees with the name. */
function mayBeStage({ masked }: ExpandedText, byName: ReadonlyMap<string, number>): boolean {
  if (byName.size > maxComparedStages) return true;
  const [start, end] = knownEnds(masked);
  return [...byName.keys()].some(
    (name) =>
      name.length >= start.length + end.length && name.startsWith(start) && name.endsWith(end),
  );
}

/** The problem of an image name that is not a valid reference. */
export function invalidImage(
  { text, why }: { text: string; why: string },
  { region, text: written }: Text,
  unconditional: boolean,
): Problem {
  return {
    ...invalidReference(text === "" ? written : text, why),
    region,
    unconditional: unconditional && !hasTemplate(text),
  };
}
