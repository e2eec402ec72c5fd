import type { Comment } from "../build/dockerfile.ts";
import type { DescribedBuild } from "../build/described-build.ts";
import type { EnrichedBuild, EnrichedImage, EnrichedStage } from "../build/enriched-build.ts";
import type { FileKind } from "../build/file-kind.ts";
import type { Base, WholeCopy } from "../build/build.ts";
import type { Region } from "../build/region.ts";
import type { ImageFacts, SuccessorFacts, TagFormFacts } from "../image/image-facts.ts";
import type { TagForms } from "../image/tag-form.ts";
import type { Cause } from "./cause.ts";
import type { AnsweredBy } from "./answered-by.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";

/**
 * What a JSON report holds besides its findings, as plain JSON: every image reference with its facts and every target with its user,
 * and the settings of the repository. `inferlint rollout` runs the rules on it again, without the files. Paths are relative to the
 * root of the run, with `/`; numbers that stand for a value are indices of the lists below.
 */
export interface RecordedRun {
  readonly version: 1;
  /** The last day for which the facts are known. */
  readonly until: CalendarDate;
  /** Everything was read and answered. */
  readonly isComplete: boolean;
  /** Lookups were answered by; null for the catalogue alone. */
  readonly answeredBy: AnsweredBy | null;
  /** The working directory, which `path` of findings is relative to; empty for the root. */
  readonly directory: string;
  /** Names of build arguments that the command line gave, and its target. */
  readonly buildArguments: readonly string[];
  readonly target: string | null;
  /** The baseline that the command line named; false for none at all. */
  readonly baseline: string | false | null;
  /** Days on which answers of registries mean something else. */
  readonly answers: readonly RecordedCause[];
  readonly folders: readonly RecordedFolder[];
  readonly forms: readonly TagForms[];
  readonly replacements: readonly SuccessorFacts[];
  readonly facts: readonly RecordedFacts[];
  readonly files: readonly RecordedFile[];
}

/** A day on which the facts of a source change. */
export interface RecordedCause {
  readonly day: CalendarDate;
  readonly cause: Cause;
}

/** A configuration as it was read. */
export interface RecordedConfig {
  /** As messages name it. */
  readonly path: string;
  /** From the root of the run, which it may lie outside of. */
  readonly file: string;
  /** The folder that its patterns are relative to. */
  readonly base: string;
  readonly text: string;
}

/** Settings that count in a folder, and below it up to the next one. */
export interface RecordedFolder {
  readonly folder: string;
  /** The root of the repository that it belongs to. */
  readonly repository: string;
  readonly config: RecordedConfig | null;
  readonly above: readonly RecordedConfig[];
  /** The settings that decide which files and images were read, by key: equal texts for equal settings. */
  readonly reading: readonly RecordedSetting[];
  /** Settings of `reading` that left out nothing, so that the same was read as without them. */
  readonly withoutEffect: readonly string[];
  /** Every file below was checked. */
  readonly isWhole: boolean;
  readonly baseline: RecordedBaseline | null;
}

/** `files.kinds`; the value is equal for equal settings. */
export interface RecordedSetting {
  readonly key: string;
  readonly value: string;
}

export interface RecordedBaseline {
  readonly file: string;
  readonly root: string;
  readonly isNamed: boolean;
  /** Null where the file does not exist. */
  readonly text: string | null;
}

/** What is known of an image, from each of these days on. */
export interface RecordedFacts {
  readonly days: readonly {
    readonly from: CalendarDate;
    readonly facts: RecordedImageFacts;
  }[];
  readonly causes: readonly RecordedCause[];
}

export interface RecordedImageFacts extends Omit<
  ImageFacts,
  "successor" | "alternatives" | "tagForm"
> {
  readonly successor: number | null;
  readonly alternatives: readonly number[];
  readonly tagForm: Omit<TagFormFacts, "forms"> & { readonly forms: number | null };
}

export interface RecordedFile {
  /** As findings name it. */
  readonly path: string;
  readonly file: string;
  /** What a link leads to. */
  readonly target: string | null;
  readonly kind: FileKind;
  readonly folder: number;
  readonly comments: readonly Comment[];
  /** What registries were asked about its images. */
  readonly queries: RecordedQueries;
  /** The builds that settings ask for, those that the file does not have included. */
  readonly variants: readonly RecordedVariant[];
  readonly described: readonly RecordedDescription[];
  /** Where embedded Dockerfiles stand: regions of their text with those of the file. */
  readonly places: readonly (readonly (readonly [Region, Region])[])[];
  readonly builds: readonly RecordedBuild[];
}

/** `window` is equal for equal windows; null where no rule needed an age. */
export interface RecordedQueries {
  readonly existence: boolean;
  readonly user: boolean;
  readonly os: boolean;
  readonly number: boolean;
  readonly digest: boolean;
  readonly window: string | null;
}

/** Build arguments without those of the command line. */
export interface RecordedVariant {
  readonly args: readonly (readonly [string, string])[];
  readonly target: string | null;
  readonly isTargetRequired: boolean;
}

export interface RecordedDescription extends Omit<DescribedBuild, "args" | "context" | "contexts"> {
  /** Names of the arguments. */
  readonly args: readonly string[];
}

export interface RecordedBuild extends Omit<
  EnrichedBuild,
  "lines" | "comments" | "stages" | "images"
> {
  readonly variant: number;
  readonly description: number | null;
  readonly place: number | null;
  readonly stages: readonly RecordedStage[];
  readonly images: readonly RecordedImage[];
}

export interface RecordedImage extends Omit<EnrichedImage, "facts"> {
  readonly facts: number | null;
  /** As in a run without registries; absent where none was asked. */
  readonly offlineFacts?: number | null;
}

/** An image by its index in `images`. */
export type RecordedBase =
  | { readonly kind: "image"; readonly image: number }
  | { readonly kind: "unresolved"; readonly why: string; readonly image: number | null }
  | Extract<Base, { kind: "stage" | "scratch" }>;

/** `isImage` says what `source` is an index of. */
export interface RecordedCopy extends Omit<WholeCopy, "source"> {
  readonly source: number;
  readonly isImage: boolean;
}

export interface RecordedStage extends Omit<EnrichedStage, "base" | "wholeCopies"> {
  readonly base: RecordedBase;
  readonly wholeCopies: readonly RecordedCopy[];
}
