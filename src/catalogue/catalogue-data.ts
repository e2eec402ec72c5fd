import type { Processor, Successor, SupportState } from "../domain/image/image-facts.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";

/** What a version states. What is absent is not stated. */
interface StatedFacts {
  readonly os?: string;
  readonly python?: string;
  readonly cuda?: string;
  readonly user?: string;
  readonly parent?: string;
  readonly framework?: string;
}

/** What some versions state besides what all of them do. Dates are `YYYY-MM-DD`. */
export interface VersionRow extends StatedFacts {
  /** Ranges of integer tags: `1-3,10,13`. */
  readonly tags: string;
  readonly source: string;
  readonly asOf: string;
}

/** The newest known version of an image whose tags are integers. */
export interface NewestVersion {
  readonly version: number;
  readonly day: string;
  /** How many versions the twelve months up to that day have. */
  readonly lastYear: number;
  /** A newer one that the registry has, of which no document says what it holds. */
  readonly published?: { readonly version: number; readonly day: string };
}

/** What only the registry states, of what `latest` was on that day. */
export interface AnsweredFacts extends Pick<StatedFacts, "os" | "cuda" | "user"> {
  readonly conda?: string;
  readonly env?: readonly string[];
  readonly asOf: string;
}

/** One line of images.json: facts that all versions have in common, then those that differ. Dates are `YYYY-MM-DD`. */
export interface ImageEntry extends StatedFacts {
  readonly family: string;
  /** Facts that no source states, but that follow from others. */
  readonly inferred?: readonly (keyof StatedFacts)[];
  readonly processor?: Processor;
  /** Microsoft tags the environment `Preview`. */
  readonly preview?: boolean;
  readonly conda?: string;
  /** Variables that every version of the image's Dockerfile sets. */
  readonly env?: {
    readonly names: readonly string[];
    readonly source: string;
    readonly asOf: string;
  };
  /** The first and the last day a text named the image: `2021-05-25..2022-11-04`. */
  readonly documented?: string;
  /** Absent where Microsoft has no list of such images. */
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
  /** Absent where the source has no day. */
  readonly asOf?: string;
  /** Oldest first. */
  readonly versions?: readonly VersionRow[];
  /** In the bundle, instead of `versions`: there are some, in version-rows.ts. */
  readonly ranged?: true;
  readonly newest?: NewestVersion;
  readonly latest?: AnsweredFacts;
}

interface NamedSource {
  readonly name: string;
  readonly asOf: string;
}

/** images.json: every known repository, what it was taken from, and where the lists of supported images are. */
export interface ImagesData {
  /** By repository or product: `Azure/azureml-assets`. */
  readonly sources: Readonly<Record<string, NamedSource>>;
  readonly list: NamedSource;
  readonly published: NamedSource;
  /** The table of base images that Microsoft supports. */
  readonly baseList: NamedSource;
  /** The source of the promise that listed images run as a non-root user. */
  readonly nonRoot: string;
  readonly repositories: Readonly<Record<string, ImageEntry>>;
}

/** Entries by repository, then by where they were found: `{ "Azure/azureml-assets": "20240415.v2@9840b30141 …" }`. */
export interface OriginsData {
  readonly repositories: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Ends {
  readonly endOfLife?: string;
  readonly endOfExtendedLife?: string;
}

/** release-cycles.json: by `ubuntu 20.04`. */
export interface CyclesData {
  /** Who decides on each product. */
  readonly sources: Readonly<Record<ReleaseCycle["product"], NamedSource>>;
  /** Who else states days of it. */
  readonly other: Readonly<Partial<Record<ReleaseCycle["product"], NamedSource>>>;
  readonly cycles: Readonly<
    Record<
      string,
      Ends & {
        /** What the other source states, where it differs. */
        readonly other?: Ends;
        /** Only the other source knows the cycle. */
        readonly from?: "other";
      }
    >
  >;
}

/** wheels.json: by package and Python, the oldest release line from which on it has wheels: `{ "torch": { "3.12": "2.2" } }`. */
export interface WheelsData {
  readonly source: NamedSource;
  readonly wheels: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** One line of environments.json: the image of a curated environment. */
export interface EnvironmentEntry {
  readonly image: string;
  /** The oldest version that is a tag of the image; absent where versions are no tags. */
  readonly from?: number;
  /** With `AzureML-` in front, the name was another environment. */
  readonly exact?: true;
  /** Absent: that of the image. */
  readonly source?: string;
  readonly asOf?: string;
}

/** environments.json: by the name of the environment. */
export interface EnvironmentsData {
  readonly environments: Readonly<Record<string, EnvironmentEntry>>;
}

/** The files of a catalogue, as parsed JSON. */
export interface CatalogueData {
  readonly images: ImagesData;
  readonly tags: OriginsData;
  readonly digests: OriginsData;
  readonly cycles: CyclesData;
  /** Absent: those that ship, which are read on first use. */
  readonly wheels?: WheelsData;
  /** As `wheels`. */
  readonly environments?: EnvironmentsData;
}
