import type { JsonVerdict } from "../json/items.ts";
import type { JsonFindingV1, JsonNotificationV1 } from "../json/schema.ts";

/** What `image --format json` prints. Fields are only ever added, which keeps the version at 1. */
export interface ImageReportV1 {
  readonly schema: "inferlint.image/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD`: everything is checked as of this day. */
  readonly asOf: string;
  /** In the order of the command line. */
  readonly images: readonly JsonCheckedImageV1[];
  /** Names of other images, about which nothing was checked: exit code 2. */
  readonly notChecked: readonly {
    /** As given. */
    readonly asked: string;
    readonly why: string;
    /** References of known images that are most like it, best first. */
    readonly nearest: readonly string[];
  }[];
  readonly summary: {
    /** Images that were checked. */
    readonly images: number;
    readonly notChecked: number;
    /** Findings by level, without suppressed ones. */
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly suppressed: number;
  };
  readonly notifications: readonly JsonNotificationV1[];
}

/** What `images --format json` prints. Fields are only ever added, which keeps the version at 1. */
export interface ImagesReportV1 {
  readonly schema: "inferlint.images/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** Those of the command line; null for any. */
  readonly processor: "cpu" | "gpu" | null;
  readonly python: string | null;
  /** What ends last comes first. */
  readonly images: readonly JsonSupportedImageV1[];
  /** Images in support of which it is not known whether they fit processor and Python. */
  readonly unknown: readonly JsonSupportedImageV1[];
  readonly notifications: readonly JsonNotificationV1[];
}

/**
 * What `images --format renovate` prints: by name of an image (`mcr.microsoft.com/azureml/minimal-py312-inference`), what a
 * custom datasource of Renovate returns. Fields are only ever added, which keeps the version at 1.
 */
export interface RenovateReportV1 {
  readonly schema: "inferlint.renovate/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  readonly packages: Readonly<Record<string, { readonly releases: readonly RenovateReleaseV1[] }>>;
}

/** A dated or numbered tag. */
export interface RenovateReleaseV1 {
  readonly version: string;
  /** The day it was published, at 00:00 UTC; absent where no source has it. */
  readonly releaseTimestamp?: string;
  /** Older than the support window; absent where it is not, or where that is not certain. */
  readonly isDeprecated?: true;
}

/** Facts about an image, each null where it is unknown; `facts` has all of them, with their sources. */
interface JsonImageV1 {
  /** With registry, and with tag or digest where they were given. */
  readonly reference: string;
  /** On Microsoft's registry, mirrors mapped back: `azureml/minimal-py312-inference`. */
  readonly repository: string;
  /** `ubuntu22.04` */
  readonly os: string | null;
  /** The last supported day, `YYYY-MM-DD`. */
  readonly osEnd: string | null;
  readonly python: string | null;
  readonly pythonEnd: string | null;
  /** Null also for an image without CUDA. */
  readonly cuda: string | null;
  readonly processor: string | null;
  readonly defaultUser: string | null;
  readonly support: string;
  /** Microsoft tags it as a preview. */
  readonly preview: boolean;
  /** `inference`, or of another image `base`, `curated`, `acpt`, `promptflow`, `assets`, `other`. */
  readonly family: string;
  /** Whether a source shows that it was ever published. */
  readonly evidenced: boolean;
  /** The last day a dropped image was on the list, or the day an image was withdrawn. */
  readonly supportEnded: string | null;
  readonly facts: readonly JsonFactV1[];
}

export interface JsonCheckedImageV1 extends JsonImageV1 {
  /** As given. */
  readonly asked: string;
  /** Which of the two repositories that a short name can mean was taken; null for another name. */
  readonly shortName: {
    readonly taken: string;
    readonly other: string;
    /** Null where the catalogue does not know the other one. */
    readonly otherSupport: string | null;
  } | null;
  readonly findings: readonly JsonImageFindingV1[];
  /** The one remedy to follow, that of the most severe finding; null without findings. */
  readonly remedy: string | null;
}

/** First the one whose first known end is the latest; on the same day a listed one before a published one. */
export interface JsonSupportedImageV1 extends JsonImageV1 {
  /** The first of the known ends of operating system and Python. */
  readonly firstEnd: string | null;
}

/** A finding as in `inferlint.report/1`, without the parts about a file. */
export type JsonImageFindingV1 = JsonVerdict & Pick<JsonFindingV1, "evidence" | "suppressed">;

/** A fact with its source, or why it is unknown. */
export interface JsonFactV1 {
  readonly fact: string;
  readonly value: string | null;
  /** Medium where it is concluded, from the name or from other versions; absent where it is unknown. */
  readonly confidence?: "high" | "medium";
  readonly source?: string;
  /** `YYYY-MM-DD`, or null for a source without a day. */
  readonly asOf?: string | null;
  readonly answeredAt?: string;
  readonly why?: string;
}
