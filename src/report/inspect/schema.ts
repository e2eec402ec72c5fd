import type { FileKind } from "../../domain/build/file-kind.ts";
import type { Region } from "../../domain/build/region.ts";

/** What `inspect --format json` prints. Fields are only ever added, which keeps the version at 1. */
export interface InspectReportV1 {
  readonly schema: "inferlint.inspect/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  readonly files: readonly InspectedFile[];
}

/** One element of `files[]` of `inferlint.inspect/1`. Fields are only ever added. */
export interface InspectedFile {
  readonly path: string;
  /** What it was read as; files of other kinds than Dockerfiles have no stages. */
  readonly kind: FileKind;
  /** BuildKit would build it. */
  readonly valid: boolean;
  readonly problems: readonly { readonly message: string; readonly region: Region }[];
  /** Index of the target stage; null without stages. */
  readonly target: number | null;
  readonly stages: readonly InspectedStage[];
  readonly images: readonly InspectedImage[];
  /** What runs, where a conda file or a file that is no Dockerfile decides; absent where nothing does. */
  readonly runs?: readonly InspectedRun[];
}

/** What runs. A value is null where it is not known. */
export interface InspectedRun {
  readonly os: string | null;
  /** Where the version is decided: a `python` pin, else the image. Of a pin that allows several, the value is null. */
  readonly python: {
    readonly value: string | null;
    readonly path: string | null;
    readonly region: Region | null;
  };
  /** Where the user is given; null where it is the image's own, or where Azure ML builds the image. */
  readonly user: {
    readonly value: string | null;
    readonly root: boolean | "unknown";
    readonly path: string | null;
    readonly region: Region | null;
  };
}

export interface InspectedStage {
  readonly index: number;
  readonly name: string | null;
  /** First line of the FROM. */
  readonly line: number;
  readonly base: InspectedBase;
  /** `value` and `line` are null where no USER reaches the stage. */
  readonly user: {
    readonly value: string | null;
    readonly line: number | null;
    readonly root: boolean | "unknown";
    readonly source: "image" | "dockerfile";
  };
}

export type InspectedBase =
  | { readonly kind: "image"; readonly reference: string }
  | { readonly kind: "stage"; readonly stage: number }
  | { readonly kind: "scratch" }
  | { readonly kind: "unresolved"; readonly why: string };

/** Facts about an image are null where they are unknown. */
export interface InspectedImage {
  /** What names the image: FROM, COPY --from, RUN --mount, or a value in a file of another kind. */
  readonly via: "from" | "copy" | "mount" | "reference";
  /** First line of the instruction. */
  readonly line: number;
  /** Exactly the token, as written. */
  readonly region: Region;
  readonly written: string;
  /** The expanded text. */
  readonly reference: string;
  /** Registry and repository with mirrors mapped back. */
  readonly canonical: string | null;
  /** Registry, repository and tag as written; the tag is `latest` where neither tag nor digest is written. */
  readonly registry: string | null;
  readonly repository: string | null;
  readonly tag: string | null;
  readonly digest: string | null;
  readonly templated: boolean;
  /** Whether it is an azureml inference image. */
  readonly inference: boolean;
  readonly os: string | null;
  readonly python: string | null;
  readonly cuda: string | null;
  readonly processor: string | null;
  readonly defaultUser: string | null;
  readonly support: string;
  readonly successor: string | null;
  /** `YYYY-MM-DD`. */
  readonly tagDate: string | null;
  readonly latestDate: string | null;
}
