import type { Base, ImageUse, ResolvedBuild, Stage, WholeCopy } from "./build.ts";
import type { ImageFacts } from "../image/image-facts.ts";

/** An image use with what is known of the image. */
export interface EnrichedImage extends ImageUse {
  /** Registry and repository with mirrors mapped back and the registry in lower case; null where they are not known. */
  readonly canonical: string | null;
  /** Whether it is an azureml inference image; `possible` where the unknown part decides. */
  readonly inference: "yes" | "no" | "possible";
  /** Set for azureml repositories. */
  readonly facts: ImageFacts | null;
  /** The catalogued repository that the path ends in, where the registry is neither MCR nor a mirror. */
  readonly looksLike: string | null;
}

export type EnrichedBase =
  | { readonly kind: "image"; readonly image: EnrichedImage }
  | { readonly kind: "unresolved"; readonly why: string; readonly image: EnrichedImage | null }
  | Extract<Base, { kind: "stage" | "scratch" }>;

export interface EnrichedStage extends Omit<Stage, "base" | "wholeCopies"> {
  readonly base: EnrichedBase;
  readonly wholeCopies: readonly WholeCopy<EnrichedImage>[];
}

export interface EnrichedBuild extends Omit<ResolvedBuild, "images" | "stages"> {
  readonly stages: readonly EnrichedStage[];
  readonly images: readonly EnrichedImage[];
  /** An image is an azureml inference image, or an instruction that was skipped names one, such as a misspelt FROM. */
  readonly namesInference: boolean;
}
