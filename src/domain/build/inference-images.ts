import type {
  EnrichedBase,
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "./enriched-build.ts";
import type { ImageFacts } from "../image/image-facts.ts";
import { showUnresolved } from "../image/image-reference.ts";
import { checkedReading, lineage } from "./build.ts";
import { unresolvedPart } from "../../shell/unresolved.ts";
import { takesRuntime } from "./taken-paths.ts";

/** An image use that is certainly an azureml inference image, with its facts. */
export type InferenceImage = EnrichedImage & { readonly facts: ImageFacts };

/** The image uses that the image rules check, in whichever stage or instruction. */
export function inferenceImages(build: EnrichedBuild): readonly InferenceImage[] {
  return build.images.filter(isInferenceImage);
}

/** Those of them whose operating system or Python may be in what is built. */
export function runtimeImages(build: EnrichedBuild): readonly InferenceImage[] {
  return inferenceImages(build).filter(takesRuntime);
}

/**
 * Those of them whose tags are checked: not what is checked only because it serves, and no environment whose versions are not
 * the tags of its image.
 */
export function taggedImages(build: EnrichedBuild): readonly InferenceImage[] {
  return inferenceImages(build).filter((image) => {
    const { reading } = checkedReading(image);
    const isOpenVersion = reading.kind === "reference" && reading.reference.tagUnresolved;
    return !image.isOtherServing && !(image.environment !== undefined && isOpenVersion);
  });
}

export function isInferenceImage(image: EnrichedImage): image is InferenceImage {
  return image.inference === "yes" && image.facts !== null;
}

/** The reference as the user knows it: expanded, unknown values as `${NAME}`. */
export function referenceText(image: EnrichedImage): string {
  const { reading } = checkedReading(image);
  return reading.kind === "reference" ? reading.reference.text : reading.text || image.written;
}

/** As messages name the image: its reference, or the environment that stands for it with the reference. */
export function imageText(image: EnrichedImage): string {
  const { environment } = image;
  if (!environment) return referenceText(image);
  const { expansion, reading } = checkedReading(image);
  const { name, version, label } = environment;
  const text = `${name}${version === null ? "" : `:${version}`}${label === null ? "" : `@${label}`}`;
  const { unresolved } = expansion;
  const shown = unresolved.length > 0 ? showUnresolved(text, unresolved) : withoutParts(text);
  const written = `environment ${shown}`;
  return reading.kind === "reference" ? `${written} (image ${referenceText(image)})` : written;
}

/** A template is not known as it is written. */
function withoutParts(text: string): string {
  return text.replaceAll(unresolvedPart, "…");
}

/** What identifies an image finding apart from lines: the canonical image and its stage. */
export function subjectOf(build: EnrichedBuild, image: EnrichedImage): string {
  return subjectIn(image, build.stages[image.stage]);
}

/** The same for a finding about what another stage does with the image. */
export function subjectIn(
  image: EnrichedImage,
  stage: Pick<EnrichedStage, "name" | "index"> | undefined,
): string {
  return `${image.canonical ?? image.written}|${stageLabel(stage)}`;
}

/** The name of a stage, else its index. */
export function stageLabel(stage: Pick<EnrichedStage, "name" | "index"> | undefined): string {
  return stage ? (stage.name ?? String(stage.index)) : "";
}

/** The image of a base, known or not; null for a stage and scratch. */
export function baseImageOf(base: EnrichedBase): EnrichedImage | null {
  return base.kind === "image" || base.kind === "unresolved" ? base.image : null;
}

/** The target stage and the stages it is built on; empty without stages. */
export function targetLineage(build: EnrichedBuild): readonly EnrichedStage[] {
  return build.target === null ? [] : lineage(build, build.target);
}
