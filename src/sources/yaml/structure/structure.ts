import type { Document, Scalar } from "yaml";
import type {
  DefinedEnvironment,
  DeployedEnvironment,
  FoundBuild,
  FoundConda,
  FoundDockerfile,
  FoundReference,
  FoundRun,
  Value,
} from "../../source-reading.ts";

/** A YAML or JSON file that was parsed. */
export interface YamlFile {
  readonly text: string;
  /** Of the file, with `/`. */
  readonly path: string;
  readonly documents: readonly Document[];
  /** The value of a scalar, unescaped, with exact span. */
  readonly valueOf: (scalar: Scalar) => Value;
}

/** What the structure of a file says of its values. */
export interface Structure {
  /** How the image that a scalar names is run; null where the file only names it. */
  readonly runOf: (scalar: Scalar) => FoundRun | null;
  /** The value that the program reads where its own rules make another one of a scalar, such as the defaults of compose; else null. */
  readonly valueOf: (scalar: Scalar) => Value | null;
  readonly builds: readonly FoundBuild[];
  readonly deployed: readonly DeployedEnvironment[];
  /** @param referenceOf the reference that stands at a scalar; null for none */
  readonly defined: (
    referenceOf: (scalar: Scalar) => FoundReference | null,
  ) => readonly DefinedEnvironment[];
  readonly conda: FoundConda | null;
  /** Scalars whose text is a shell script, such as steps of a pipeline: read for builds only, not for references. */
  readonly scripts: readonly Scalar[];
  /** How the Dockerfile is built and used that is the text of a scalar (`dockerfile_inline`, `baseDockerfile`); null if that is not known. */
  readonly dockerfileOf: (scalar: Scalar) => Pick<FoundDockerfile, "build" | "serves"> | null;
}

export type ReadStructure = (file: YamlFile) => Structure;
