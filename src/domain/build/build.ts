import type { Comment, CommentPlace, InstructionEnd, Problem } from "./dockerfile.ts";
import type { ReferenceReading } from "../image/image-reference.ts";
import type { SourceKind } from "./file-kind.ts";
import type {
  CondaServer,
  ImageRun,
  NamedEnvironment,
  RunOfBuild,
  ServedEnvironment,
} from "./image-run.ts";
import type { Reading } from "./reading.ts";
import type { Region } from "./region.ts";
import type { SourceLine } from "./source-line.ts";

/** A location that explains another one: an ARG default, the FROM of a parent stage, the USER that an image ends with. */
export interface RelatedLocation {
  readonly message: string;
  readonly region: Region;
  /** What the remedy would change as well: no step that leads to the finding. */
  readonly isConsequence?: true;
}

/**
 * Where a variable got its value: an ARG default, an ENV assignment, or an ARG that a build argument set. In a file of another
 * kind, one of several values that a reference is put together from.
 */
export interface ValueLocation extends RelatedLocation {
  readonly keyword: "ARG" | "ENV" | "value";
  readonly name: string;
  /** The value as written, quotes included; null if none is written or a build argument overrides it. */
  readonly text: string | null;
  /** The value of the build argument that overrides it; null without one. */
  readonly buildArg: string | null;
}

export function isValueLocation(location: RelatedLocation): location is ValueLocation {
  return "keyword" in location;
}

/** A word after BuildKit's variable expansion, and where its parts come from. */
export interface Expansion {
  /** Expanded and unquoted; each value that is not known is one `unresolvedPart` (src/shell/unresolved.ts). */
  readonly text: string;
  /** The ARG behind each unresolved part, in order: `--build-arg` would set it. */
  readonly unresolved: readonly string[];
  /** Variables that it depends on and that the file never sets. BuildKit takes them from the base image, else as unset. */
  readonly undeclared: readonly string[];
  /** ARGs without a value that it depends on; in a plain reading they are taken as not given. */
  readonly omitted: readonly string[];
  /** Where the values come from, in order of use; at most `maxProvenance` entries. */
  readonly provenance: readonly ValueLocation[];
}

/** More entries would cost memory and help no reader: files can chain hundreds of ARGs. */
export const maxProvenance = 8;

/** One reference to an image: in a Dockerfile, or, as `reference`, in a file of another kind. */
export interface ImageUse {
  readonly via: "from" | "copy" | "mount" | "reference";
  /** The expanded value of `FROM --platform`; null if the build's own platform applies. */
  readonly platform: string | null;
  readonly onbuild: boolean;
  /** Index of the stage the instruction belongs to; -1 where there is none. */
  readonly stage: number;
  /** First line of the instruction, or of the value. */
  readonly line: number;
  /** Exactly the token, as written. */
  readonly region: Region;
  readonly written: string;
  /** Some value of its unknown parts makes it the name of a stage above. */
  readonly mayBeStage: boolean;
  /** The expansion with the build arguments of this build, as BuildKit does it. */
  readonly expansion: Expansion;
  readonly reading: ReferenceReading;
  /** What COPY or a mount takes, as clean paths from the root of the image; null for FROM and where a part of them is unknown. */
  readonly taken: readonly string[] | null;
  /**
   * The same token with every ARG left unresolved. Set only if `reading` is invalid and other build arguments could make it
   * valid: the rules then check what holds for all build arguments.
   */
  readonly withoutArgs: {
    readonly expansion: Expansion;
    readonly reading: ReferenceReading;
  } | null;
  /** How a file of another kind runs the image; absent where it only names it. */
  readonly run?: ImageRun;
  /** The name of a curated environment that stands for the image. */
  readonly environment?: NamedEnvironment;
  /** Only requirements are about it: no other rule checks it. */
  readonly isRequiredOnly?: true;
}

/** The expansion and reading that the rules check. */
export function checkedReading(use: ImageUse): Pick<ImageUse, "expansion" | "reading"> {
  return use.withoutArgs ?? use;
}

export type Base =
  | { readonly kind: "image"; readonly image: ImageUse }
  | { readonly kind: "stage"; readonly stage: number }
  | { readonly kind: "scratch" }
  | { readonly kind: "unresolved"; readonly why: string; readonly image: ImageUse | null };

/** The USER instruction that sets a stage's user. */
export interface ExplicitUser {
  readonly kind: "explicit";
  readonly expansion: Expansion;
  /** The expansion if the base image may set the undeclared variables; null if they change nothing. */
  readonly withImageEnv: Expansion | null;
  /** First line of the instruction. */
  readonly line: number;
  /** Everything after `USER`, as written. */
  readonly region: Region;
  readonly written: string;
  /** The stage that contains the USER instruction: an ancestor if the user is inherited. */
  readonly stage: number;
  readonly onbuild: boolean;
  readonly end: InstructionEnd | null;
}

/** `inherited`: no USER reaches the stage, so the base image's own user counts (uid 0 on scratch). */
export type StageUser = ExplicitUser | { readonly kind: "inherited" };

/** What a path in a COPY or WORKDIR depends on. */
export interface PathDependence {
  /** The variables behind its unknown parts, which are left out; empty for a template. Null if all of it is known. */
  readonly unresolved: readonly string[] | null;
  /** ARGs without a value that are taken as not given. */
  readonly omitted: readonly string[];
  /** Variables that only the base image can set. */
  readonly undeclared: readonly string[];
}

/** A `COPY --from` that makes the whole file system of an image or another stage that of its own stage, if its paths are so. */
export interface WholeCopy<Image = ImageUse> extends PathDependence {
  /** An image, or the index of a stage. */
  readonly source: Image | number;
  /** The value of `--from`, as written. */
  readonly region: Region;
}

export interface Stage {
  readonly index: number;
  /** Lower case, as BuildKit keeps it; null for an unnamed stage. */
  readonly name: string | null;
  /** First line of the FROM. */
  readonly line: number;
  /** The base token. */
  readonly region: Region;
  readonly base: Base;
  /** ARGs without a value that the FROM depends on and that are taken as not given. */
  readonly omitted: readonly string[];
  readonly user: StageUser;
  /** Every USER that the stage runs, ONBUILD triggers of its base first; for the target also that of its own triggers. */
  readonly users: readonly ExplicitUser[];
  /** Whole file systems that are copied to `/`: the stage is built on them, too, whatever its FROM is. */
  readonly wholeCopies: readonly WholeCopy[];
  /** It is not the target and no other stage uses it, but `--target` can name it. */
  readonly isOtherTarget: boolean;
  /**
   * Where a fix can insert a USER instruction so that it sets the stage's user: after the last instruction that the user
   * affects, before trailing ones like CMD. Null if nothing can be inserted there.
   */
  readonly userInsertion: InstructionEnd | null;
}

/** An image that reads the file in place of Docker's own frontend, and may build anything from it. */
export interface OtherFrontend {
  /** As written, without arguments. */
  readonly image: string;
  /** The `syntax` directive; null if the build argument BUILDKIT_SYNTAX names the frontend. */
  readonly region: Region | null;
}

/** What BuildKit builds from a Dockerfile, with values that are not known kept as unresolved; or what another file names. */
export interface ResolvedBuild {
  readonly path: string;
  /** What the file is; absent for a Dockerfile. */
  readonly kind?: SourceKind;
  readonly reading: Reading;
  /** The ARGs before the first FROM. A stage has them only where it repeats them. */
  readonly globalArguments: readonly string[];
  /** BuildKit accepts the file with the build arguments of this build. Registries and build context are not considered. */
  readonly valid: boolean;
  /** The file was not read (too large, not UTF-8 text); its one problem has the reason. */
  readonly unread: boolean;
  readonly problems: readonly Problem[];
  /** `# inferlint: …` comments, in source order. */
  readonly comments: readonly Comment[];
  /** The text of every instruction, in source order. */
  readonly lines: readonly SourceLine[];
  /** In a file of another kind with comments to inferlint: what such a comment can stand above. */
  readonly commentPlaces?: readonly CommentPlace[];
  readonly stages: readonly Stage[];
  /** Index of the target stage; null without stages. */
  readonly target: number | null;
  /** The requested target does not exist; `target` is the last stage. */
  readonly targetMissing: boolean;
  /** A target was requested and exists. */
  readonly isTargetSet: boolean;
  /** The frontend that builds the file instead of Docker's own; null if Docker's does. */
  readonly frontend: OtherFrontend | null;
  /** The frontend that the file or a build argument names, Docker's own included; absent where none is named. */
  readonly namedFrontend?: OtherFrontend;
  /** Every image use in source order, bases included. */
  readonly images: readonly ImageUse[];
  /** The question is about the image of the one FROM itself, so that no message speaks of a file or a stage. */
  readonly isImageAlone?: boolean;
  /** The Python entries in this file of conda environments that serve: of this file, or of a deployment that uses it. */
  readonly environments?: readonly ServedEnvironment[];
  /** A Dockerfile whose image serves, so that every azureml image in it is checked. */
  readonly serves?: boolean;
  /** What serves in place of the Python of the image that the target starts as. */
  readonly condaServer?: CondaServer;
  /** Who runs what Dockerfiles build, where this file says so. */
  readonly runsOfBuilds?: readonly RunOfBuild[];
}

/** The stage, then its base stages, down to the one whose base is not a stage. */
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
