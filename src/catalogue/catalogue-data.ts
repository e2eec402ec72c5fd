import type { Processor, Successor, SupportState } from "../domain/image/image-facts.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";

/** One line of images.json. What is absent is not stated. Dates are `YYYY-MM-DD`. */
export interface ImageEntry {
  readonly family: string;
  readonly os?: string;
  readonly python?: string;
  readonly cuda?: string;
  readonly processor?: Processor;
  readonly framework?: string;
  readonly user?: string;
  readonly conda?: string;
  /** Variables that every version of the image's Dockerfile sets. */
  readonly env?: {
    readonly names: readonly string[];
    readonly source: string;
    readonly asOf: string;
  };
  /** The first and the last day a text named the image: `2021-05-25..2022-11-04`. */
  readonly documented?: string;
  /** Absent for what is not an inference image. */
  readonly support?: SupportState;
  readonly withdrawn?: string;
  /** What withdrew it. */
  readonly removal?: string;
  readonly successor?: {
    readonly repository: string;
    readonly basis: Successor["basis"];
    readonly source: string;
    readonly asOf: string;
  };
  readonly source: string;
  readonly asOf: string;
}

interface NamedSource {
  readonly name: string;
  readonly asOf: string;
}

/** images.json: every known repository, and where the lists of supported images are. */
export interface ImagesData {
  readonly checkedOn: string;
  readonly list: NamedSource;
  readonly published: NamedSource;
  /** The source of the promise that listed images run as a non-root user. */
  readonly nonRoot: string;
  readonly repositories: Readonly<Record<string, ImageEntry>>;
}

/** Entries by repository, then by where they were found: `{ "Azure/azureml-assets": "20240415.v2@9840b30141 …" }`. */
export interface OriginsData {
  readonly repositories: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** release-cycles.json: by `ubuntu 20.04`. */
export interface CyclesData {
  readonly sources: Readonly<Record<ReleaseCycle["product"], NamedSource>>;
  readonly cycles: Readonly<
    Record<string, { readonly endOfLife?: string; readonly endOfExtendedLife?: string }>
  >;
}

/** The four files of a catalogue, as parsed JSON. */
export interface CatalogueData {
  readonly images: ImagesData;
  readonly tags: OriginsData;
  readonly digests: OriginsData;
  readonly cycles: CyclesData;
}
