import type { Base, ImageUse, ResolvedBuild, Stage, WholeCopy } from "./build.ts";
import type { ImageFacts } from "../image/image-facts.ts";
import type { ReleaseCycle } from "../image/release-cycle.ts";
import type { CondaPython, ServedEnvironment } from "./image-run.ts";

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
  /**
   * It is checked only because it serves a model, and is not one that is named for inference: nothing that Microsoft says of the
   * tags of these is about it.
   */
  readonly isOtherServing: boolean;
  /** The conda environment that serves on it; null where its own Python does. */
  readonly conda: ServingConda | null;
}

/** A conda environment whose Python serves in place of that of the image it is made on. */
export interface ServingConda {
  /** The conda file as written; empty where there is none. */
  readonly written: string;
  readonly python: CondaPython;
  readonly release: PinnedRelease;
}

/** What a `python` pin stands for. */
export interface PinnedRelease {
  /** `3.10`; null for several, and where it is not known. */
  readonly version: string | null;
  /** The release; of a range the one that ends last. Null unless each release that the pin allows is known. */
  readonly cycle: ReleaseCycle | null;
}

/** A conda environment that serves on an image that is checked. */
export interface EnrichedEnvironment extends ServedEnvironment {
  readonly release: PinnedRelease;
  /** The newest Python of the images that can be recommended: `3.12`. Null where none is known. */
  readonly recommended: string | null;
}

export type EnrichedBase =
  | { readonly kind: "image"; readonly image: EnrichedImage }
  | { readonly kind: "unresolved"; readonly why: string; readonly image: EnrichedImage | null }
  | Extract<Base, { kind: "stage" | "scratch" }>;

export interface EnrichedStage extends Omit<Stage, "base" | "wholeCopies"> {
  readonly base: EnrichedBase;
  readonly wholeCopies: readonly WholeCopy<EnrichedImage>[];
}

export interface EnrichedBuild extends Omit<ResolvedBuild, "environments" | "images" | "stages"> {
  readonly stages: readonly EnrichedStage[];
  readonly images: readonly EnrichedImage[];
  /** An image is an azureml inference image, or an instruction that was skipped names one, such as a misspelt FROM. */
  readonly namesInference: boolean;
  /** Those whose image is checked. */
  readonly environments: readonly EnrichedEnvironment[];
}
