import type { SourceKind } from "../domain/build/file-kind.ts";
import type { ImagePolicy } from "../domain/image/image-policy.ts";
import type { EmbeddedText } from "../text/embedded-text.ts";
import type { Span } from "../text/line-index.ts";

/** What a reader knows besides the text. */
export interface ReaderContext {
  /** Of the file, with `/`: some shapes depend on the name. */
  readonly path: string;
  readonly policy: ImagePolicy;
  /** Whether a text can name an image that is checked: it has `azureml` in any case, or the prefix of a mirror. */
  readonly mayName: (text: string) => boolean;
  /** The same without the images that only requirements are about; absent where there are none. */
  readonly mayNameChecked?: (text: string) => boolean;
  /** Whether a text is a Dockerfile. */
  readonly isDockerfile: (text: string) => boolean;
}

/** Reads a text. All offsets of the reading are in that text, in UTF-16 code units; a byte order mark counts as one. */
export type SourceReader = (text: string, context: ReaderContext) => SourceReading;

/** What a file names, builds and runs. Each list is in source order. */
export interface SourceReading {
  readonly references: readonly FoundReference[];
  /** Dockerfiles in strings, blocks and heredocs. */
  readonly dockerfiles: readonly FoundDockerfile[];
  /** Texts of other kinds in it: cells, heredocs, fenced blocks. They are read by the reader of their kind. */
  readonly embedded: readonly FoundText[];
  /** Builds of Dockerfiles that are files. */
  readonly builds: readonly FoundBuild[];
  /** Environments that deployments of the file run in and that are defined elsewhere. */
  readonly deployed: readonly DeployedEnvironment[];
  /** Environments that it defines under a name. */
  readonly defined: readonly DefinedEnvironment[];
  /** The Python of the conda file that it is; null for another file. */
  readonly conda: FoundConda | null;
  readonly comments: readonly FoundComment[];
  /** With such comments: what one of its own line can stand above. Each begins its line. */
  readonly commentPlaces?: readonly Span[];
  readonly problems: readonly SourceProblem[];
}

/** A value as the program sees it that reads the file. */
export interface Value {
  /** Unquoted and unescaped, with one `unresolvedPart` (src/shell/unresolved.ts) for each part that is not known. `{{…}}` stays. */
  readonly text: string;
  /** Those parts as written, in order: `${TAG}`, `$(tag)`. */
  readonly unknown: readonly string[];
  /** Where it is written, without quotes; of a block scalar its first line of text. */
  readonly span: Span;
}

/** One of several values that a reference is put together from. */
export interface NamedValue extends Value {
  /** As messages name it: `tag`, `repository`, `BASE`. */
  readonly name: string;
}

/** A reference to an azureml image, or a name of a curated environment. */
export interface FoundReference {
  /** The whole reference; its span is where it stands: of several values that of the repository. */
  readonly value: Value;
  /** The values that it is put together from, in order; empty where one value has it all. */
  readonly parts: readonly NamedValue[];
  /** Set for the name of a curated environment; `value` is then the name as written. */
  readonly environment: CuratedName | null;
  /** Null where the file does not run it, such as a build argument. */
  readonly run: FoundRun | null;
  /** Only requirements are about it: no other rule checks it. */
  readonly isRequiredOnly?: true;
}

/** `azureml:AzureML-NAME:3`, taken apart. */
export interface CuratedName {
  readonly name: string;
  /** A version, a label, neither of them, or one that is not known. */
  readonly version: string | null;
  readonly label: string | null;
  readonly isOpen: boolean;
}

/** How an image is run. */
export interface FoundRun {
  /** A deployment runs it. */
  readonly serves: boolean;
  readonly conda: FoundConda | CondaPath | null;
  readonly user: Value | null;
  /** The file forbids to run as root, whoever else runs: `runAsNonRoot: true`. */
  readonly forbidsRoot: boolean;
  /** What in the file can say who runs: `user`, `securityContext.runAsUser`; null where nothing can. */
  readonly userSetting: string | null;
}

/** A conda file that is another file. */
export interface CondaPath {
  readonly kind: "file";
  /** Relative to the folder of the file that names it. An unknown part or a URL makes it unknown. */
  readonly path: Value;
}

/** The content of a conda file. */
export interface FoundConda {
  readonly kind: "content";
  /** Where it stands: the mapping, or the file. */
  readonly span: Span;
  /** The `python` entry: `text` is the whole entry, such as `python=3.10`. Null where there is none. */
  readonly python: Value | null;
}

/** A Dockerfile in a file of another kind. */
export interface FoundDockerfile {
  readonly text: EmbeddedText;
  /** How it is built, where the file says so. */
  readonly build: Pick<FoundBuild, "name" | "args" | "target" | "contexts" | "user"> | null;
  readonly serves: boolean;
}

/** A text of another kind. */
export interface FoundText {
  readonly kind: SourceKind;
  /** The name of the file that it becomes, such as by `%%writefile`; null where it becomes none. */
  readonly path: string | null;
  readonly text: EmbeddedText;
  /** A script in a longer string: what it builds and the Dockerfiles in it count, what it names does not. */
  readonly buildsOnly?: boolean;
}

/** A build of a Dockerfile that is a file of its own. */
export interface FoundBuild {
  /** As messages name it: ``service `scorer` ``, ``target `app` ``, `docker build`, ``environment `x` ``. */
  readonly name: string;
  /** Where it is described. */
  readonly span: Span;
  /** The folder of the build context; null where it has none here (standard input, a URL). */
  readonly context: Value | null;
  /** The Dockerfile; null for the default one of the context. */
  readonly dockerfile: Value | null;
  /** What the path of the Dockerfile is relative to: the context, or what the context is relative to. */
  readonly from: "context" | "folder";
  /** What paths are relative to: the folder of the file, or for a command any folder above it, up to the root of the repository. */
  readonly folder: "file" | "any";
  /** `value` is null for one that is not known. */
  readonly args: readonly { readonly name: string; readonly value: string | null }[];
  /** Null for the last stage; `open` where it is not known. */
  readonly target: string | null | { readonly open: string };
  /** Named contexts: `docker-image://…`, `target:…`, a path. */
  readonly contexts: readonly { readonly name: string; readonly value: string }[];
  /** Who runs what is built, where the file says so. */
  readonly user: Value | null;
  readonly serves: boolean;
}

/** What a deployment runs in, if it is not written in the deployment itself. */
export interface DeployedEnvironment {
  /** The path of an environment file, relative to the folder of the file; or the name of an environment. */
  readonly kind: "file" | "name";
  readonly value: Value;
}

/** An environment with a name: an environment file, or `Environment(name=…)`. */
export interface DefinedEnvironment {
  readonly name: string;
  /** Of the reading, the same objects. */
  readonly references: readonly FoundReference[];
  readonly builds: readonly FoundBuild[];
}

/** A comment to inferlint: `# inferlint: ignore[…] -- why`. */
export interface FoundComment {
  /** From `#` on. */
  readonly text: string;
  readonly span: Span;
  /** What it covers: the value, statement or line after it, or its own line if something stands before it there. */
  readonly next: Span | null;
  /** Something else stands before it in its line. */
  readonly isTrailing: boolean;
}

/** Why a file or a part of it was not read. */
export interface SourceProblem {
  /** In kebab case. */
  readonly id: "invalid-source" | "partly-read";
  /** One sentence. */
  readonly message: string;
  readonly span: Span | null;
}

/** The reading of a text that has nothing. */
export const emptyReading: SourceReading = {
  references: [],
  dockerfiles: [],
  embedded: [],
  builds: [],
  deployed: [],
  defined: [],
  conda: null,
  comments: [],
  problems: [],
};
