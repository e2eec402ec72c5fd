import type { Comment, InstructionEnd, Problem } from "./dockerfile.ts";
import type { ReferenceReading } from "../image/image-reference.ts";
import type { Region } from "./region.ts";
import { fileStart } from "./region.ts";

/** A place that helps to understand another one: an ARG default, the FROM of a parent stage, the USER on the way. */
export interface RelatedLocation {
  readonly message: string;
  readonly region: Region;
}

/** Where a variable got its value: a default or an assignment in the file, or a build argument from outside. */
export interface ValueLocation extends RelatedLocation {
  readonly keyword: "ARG" | "ENV";
  readonly name: string;
  /** The value as written, quotes included; null where none is written or a build argument came before it. */
  readonly text: string | null;
  /** What a build argument gave instead. */
  readonly given: string | null;
}

/** The text of a word after BuildKit's expansion, and what it took to get there. */
export interface Expansion {
  /** Expanded and unquoted; each value that is unknown here stands as one `hole` (see image-reference.ts). */
  readonly text: string;
  /** The ARG behind each hole, in order: `--build-arg` would decide it. */
  readonly unresolved: readonly string[];
  /** Variables that are used but that nothing in the file declares: empty for BuildKit. */
  readonly undeclared: readonly string[];
  /** Where the values came from, in the order they were used; the first `longestTrail` of them. */
  readonly provenance: readonly ValueLocation[];
}

/** A reader follows a few steps; a chain of hundreds of ARGs would only be carried around. */
export const maxProvenance = 8;

/** One place where the Dockerfile names an image. */
export interface ImageUse {
  readonly via: "from" | "copy" | "mount";
  /** What `FROM --platform` says, expanded; null where the build decides. */
  readonly platform: string | null;
  readonly onbuild: boolean;
  /** Index of the stage the instruction belongs to. */
  readonly stage: number;
  /** First line of the instruction. */
  readonly line: number;
  /** Exactly the token, as written. */
  readonly region: Region;
  readonly written: string;
  /** What BuildKit makes of it with the build arguments given. */
  readonly expansion: Expansion;
  readonly reading: ReferenceReading;
  /**
   * Where that is no reference but other build arguments could make one: what stands there whatever is given, each ARG as a
   * hole. This is what is judged then.
   */
  readonly anyArguments: {
    readonly expansion: Expansion;
    readonly reading: ReferenceReading;
  } | null;
}

/** What of an image use can be judged. */
export function checkedReading(use: ImageUse): Pick<ImageUse, "expansion" | "reading"> {
  return use.anyArguments ?? use;
}

export type Base =
  | { readonly kind: "image"; readonly image: ImageUse }
  | { readonly kind: "stage"; readonly stage: number }
  | { readonly kind: "scratch" }
  | { readonly kind: "unresolved"; readonly why: string; readonly image: ImageUse | null };

/** The USER that decides for a stage. */
export interface ExplicitUser {
  readonly kind: "explicit";
  readonly expansion: Expansion;
  /** First line of the instruction. */
  readonly line: number;
  /** What stands after USER, as written. */
  readonly region: Region;
  readonly written: string;
  /** The stage the USER instruction stands in: an ancestor, where it is inherited. */
  readonly stage: number;
  readonly onbuild: boolean;
}

/** `inherited`: no USER reaches the stage, so the base image's own user counts (uid 0 on scratch). */
export type StageUser = ExplicitUser | { readonly kind: "inherited" };

export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit keeps it; null for an unnamed stage. */
  readonly name: string | null;
  /** First line of the FROM. */
  readonly line: number;
  /** The base token. */
  readonly region: Region;
  readonly base: Base;
  readonly user: StageUser;
  /**
   * Where a USER can follow that decides for the stage: after its last instruction, but before a trailing run of those that a
   * user does not change. Null where nothing can be put there.
   */
  readonly userInsertion: InstructionEnd | null;
}

/** What a Dockerfile builds: BuildKit's answer, with the unknown kept as unknown. */
export interface ResolvedBuild {
  readonly path: string;
  /** BuildKit would build it with the build arguments given (registries and build context aside). */
  readonly valid: boolean;
  /** Nothing of the file was read (too large, not text): its one problem says why. */
  readonly unread: boolean;
  readonly problems: readonly Problem[];
  /** Comments to inferlint, in source order. */
  readonly comments: readonly Comment[];
  readonly stages: readonly Stage[];
  /** Index of the target stage; null without stages. */
  readonly target: number | null;
  /** The requested target does not exist, so the last stage was taken. */
  readonly targetMissing: boolean;
  /** Every image use in source order, bases included. */
  readonly images: readonly ImageUse[];
}

/** The stage, then the stages it is built on, down to the one whose base is not a stage. */
export function lineage<S extends { readonly base: { readonly kind: string } }>(
  { stages }: { readonly stages: readonly S[] },
  index: number,
): readonly S[] {
  const line: S[] = [];
  for (let stage = stages[index]; stage;) {
    line.push(stage);
    const base = stage.base as Base;
    stage = base.kind === "stage" ? stages[base.stage] : undefined;
  }
  return line;
}

/** The build of a file that could not be read. */
export function unreadBuild(path: string, why: string): ResolvedBuild {
  return {
    path,
    valid: false,
    unread: true,
    problems: [{ message: why, region: fileStart, unconditional: true }],
    comments: [],
    stages: [],
    target: null,
    targetMissing: false,
    images: [],
  };
}
