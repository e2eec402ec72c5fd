import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Confidence, Known, Source } from "./known.ts";
import type { PublishedImage } from "./registry-source.ts";
import type { ReleaseCycle } from "./release-cycle.ts";
import type { Wheel } from "./wheel.ts";
import type { TagForms } from "./tag-form.ts";

/**
 * What Microsoft says of a repository. listed: on its current list; published: a curated inference environment it currently
 * publishes as such; dropped: was on the list; withdrawn: was published; never-listed: none of these.
 */
export type SupportState = "listed" | "published" | "dropped" | "withdrawn" | "never-listed";

export type Processor = "cpu" | "gpu";

/**
 * What kind of image it is. Microsoft's list and its window of six months are about inference images; base: a parent for
 * training and inference; curated, acpt: environments for training; assets: files for other images.
 */
export type ImageFamily =
  "inference" | "base" | "curated" | "acpt" | "promptflow" | "assets" | "other";

/** The image to move to, and why it is that one. */
export interface Successor {
  /** With its registry where that is not Microsoft's. */
  readonly repository: string;
  /**
   * documented: Microsoft's own repositories made the move; inferred: the nearest published image by name; extend: a minimal
   * image to install the framework on, since no framework image is published any more.
   */
  readonly basis: "documented" | "inferred" | "extend";
  readonly source: Source;
}

/**
 * Names of variables that an image sets, never their values, which may be secrets. The list is complete if it comes from the
 * config of the image itself: a variable that it lacks is not set. From a document, a Dockerfile or an old answer about `latest`
 * it is not: the image may set others, too.
 */
export interface ImageEnv {
  readonly names: readonly string[];
  readonly complete: boolean;
}

/** What one source states of a version of a repository. A null is not stated; `framework` is what the image contains. */
export interface RepositoryFacts {
  readonly repository: string;
  readonly family: ImageFamily;
  /** Whether a source shows that such an image was ever published. */
  readonly evidenced: boolean;
  /** How certain it is that the facts are those of this version: medium where it is not known which one it is. */
  readonly confidence: Confidence;
  /** Microsoft tags the environment as a preview. */
  readonly preview: boolean;
  /** The image that it is built on, where known. */
  readonly parent: string | null;
  readonly os: Known<string>;
  readonly python: Known<string>;
  /** Null where the image has none. */
  readonly cuda: Known<string | null>;
  readonly processor: Known<Processor>;
  readonly defaultUser: Known<string>;
  readonly env: Known<ImageEnv>;
  readonly framework: string | null;
  readonly support: Known<SupportState>;
  /** The last day a dropped image was on the list, or the day a curated one was withdrawn. */
  readonly supportEnded: CalendarDate | null;
  readonly successor: Successor | null;
  /** Where the image keeps its conda environment, where known. */
  readonly condaPath: string | null;
}

/**
 * What the date of an image means. latest: it was seen that day, so it is at least that old; earliest: versions before it were
 * published around that day, so it is no older.
 */
export type DateBound = "exact" | "latest" | "earliest";

/** The day a tag or digest was published. */
export interface PublicationDate {
  readonly date: CalendarDate;
  readonly bound: DateBound;
  readonly source: Source;
}

export interface DatedTag {
  readonly tag: string;
  readonly date: CalendarDate;
  readonly source: Source;
}

/** The day of Microsoft's `latest`, or the days between which it lies (both included). */
export type LatestDate =
  | { readonly kind: "exact"; readonly date: CalendarDate; readonly source: Source }
  | {
      readonly kind: "between";
      /** Null where nothing bounds it from below. */
      readonly earliest: CalendarDate | null;
      readonly newestKnown: DatedTag | null;
      /** Why a registry that was asked gave no date; null if none was asked. */
      readonly why: string | null;
    }
  /** The registry answers but has no `latest`: there is nothing to measure from. */
  | { readonly kind: "none" };

/** A successor with the facts that decide whether it can still be recommended. */
export interface SuccessorFacts extends Successor {
  readonly facts: RepositoryFacts;
  readonly osCycle: ReleaseCycle | null;
  readonly pythonCycle: ReleaseCycle | null;
  /** Its newest tag that sources know, none after the as-of date. */
  readonly newestTag: DatedTag | null;
  /** The curated environment with it, as the registry `azureml` names it; null for none. Absent where no environment is named. */
  readonly environment?: string | null;
  /** Whether the framework of the image that it replaces can be installed on it. */
  readonly wheel: Wheel;
}

/** Everything the rules may know of one image reference. */
export interface ImageFacts extends Omit<RepositoryFacts, "successor"> {
  readonly osCycle: ReleaseCycle | null;
  readonly pythonCycle: ReleaseCycle | null;
  readonly successor: SuccessorFacts | null;
  /** Name and number of the default user: a registry may state one and the catalogue the other. */
  readonly userName: Known<string>;
  readonly userNumber: Known<string>;
  /** What says that the environment stands for the image; absent where none does. */
  readonly environment?: Source;
  /** The newest list, with its date. */
  readonly list: Source;
  /** For a repository no source knows: the known names most like it, best first. */
  readonly nearest: readonly string[];
  /**
   * Where there is neither support nor a current successor: listed and published images without a framework, of the same
   * processor where it is known.
   */
  readonly alternatives: readonly SuccessorFacts[];
  readonly tagDate: TagDate;
  readonly latest: LatestDate;
  readonly existence: Existence;
  /** The config of the image in its registry; null where none was asked or answered. */
  readonly published: { readonly image: PublishedImage; readonly source: Source } | null;
  /** Tags of this repository that sources know, newest first, none after the as-of date. */
  readonly newestTag: DatedTag | null;
  readonly tagForm: TagFormFacts;
}

/**
 * Whether the tag is written as tags of its repository are. `unknown` where no forms are known, where it is no matter of the
 * form (`latest`, a digest, a template, a tag of a mirror), and where a registry has answered about the image.
 */
export interface TagFormFacts {
  readonly kind: "expected" | "unexpected" | "unknown";
  /** Those of the repository, whatever the tag; null where none are known. */
  readonly forms: TagForms | null;
}

/** Whether there is such an image where it is pulled from. Only a registry knows. */
export type Existence =
  | { readonly kind: "unknown" }
  | { readonly kind: "present"; readonly source: Source }
  | {
      readonly kind: "absent";
      /** What the registry does not have. */
      readonly what: "repository" | "tag" | "digest" | "image";
      readonly registry: string;
      readonly source: Source;
      /** The tags there that are most like it, best first. */
      readonly nearestTags: readonly string[];
      readonly hasLatest: boolean;
    };

/** The age of what the reference names. `none`: `latest`, no tag, a template: nothing a tag rule checks. */
export type TagDate =
  | {
      readonly kind: "dated";
      readonly date: CalendarDate;
      readonly bound: DateBound;
      readonly confidence: Confidence;
      readonly source: Source;
    }
  /** `isAsked`: a registry was asked and gave no date. */
  | { readonly kind: "unknown"; readonly why: string; readonly isAsked: boolean }
  | { readonly kind: "none" };
