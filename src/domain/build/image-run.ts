import type { ReferenceReading } from "../image/image-reference.ts";
import type { Region } from "./region.ts";

/** How an image that a file other than a Dockerfile names is run. */
export interface ImageRun {
  /** A deployment runs it, so that it is checked whichever azureml image it is. */
  readonly serves: boolean;
  /** Azure ML builds another image on it, from a conda file; null where it is run as it is. */
  readonly conda: CondaUse | null;
  /** Who runs, as far as the file says; null where it does not. */
  readonly user: RunUser | null;
  /** The file forbids to run as root, whoever else runs. */
  readonly forbidsRoot: boolean;
  /** What in the file can say who runs: `user`, `securityContext.runAsUser`; null where nothing can. */
  readonly userSetting: string | null;
}

/** A conda file that an image is used with. */
export interface CondaUse {
  /** The file as written; empty for a mapping in the file itself. */
  readonly written: string;
  readonly region: Region;
  readonly python: CondaPython;
}

/** The Python of a conda file. */
export type CondaPython =
  | { readonly kind: "pinned"; readonly pin: PythonPin }
  | { readonly kind: "unknown"; readonly why: string };

/** A `python` entry of a conda file or of a `conda` command. */
export interface PythonPin {
  /** Relative to the working directory, with `/`: the file that it is in. */
  readonly path: string;
  /** Exactly the entry, without quotes: `python=3.10`. */
  readonly region: Region;
  /** The same as text. */
  readonly written: string;
  /** What follows the name: `=3.10`, `>=3.8,<3.10`; empty for any version. */
  readonly spec: string;
}

/** A conda environment of the file, or one that the file is, that serves on an azureml image. */
export interface ServedEnvironment {
  readonly pin: PythonPin;
  /** What uses it: the file as shown, and the image as the user knows it. */
  readonly usedBy: EnvironmentUser;
}

/** Where a conda environment is used, and with which image. */
export interface EnvironmentUser {
  readonly path: string;
  readonly region: Region;
  /** As the user knows it. */
  readonly image: string;
  /** Its reference: the environment counts only if the image is checked. Absent where that is certain. */
  readonly reading?: ReferenceReading;
  /** A deployment runs it. */
  readonly serves?: boolean;
}

/** The variables that tell Azure ML's server the folder of the environment to use, the one that counts first. */
export const condaPointers: readonly string[] = [
  "AZUREML_INFERENCE_PYTHON_PATH",
  "AZUREML_CONDA_ENVIRONMENT_PATH",
];

/** A conda environment that the target of a Dockerfile makes and that one of `condaPointers` points to. */
export interface CondaServer {
  /** The folder of the environment, as the variable has it. */
  readonly folder: string;
  /** The stage that starts from the image whose Python does not serve. */
  readonly stage: number;
  /** The file that it is made from; null where a command has all of it. */
  readonly file: CondaFileOfBuild | null;
  /** Unknown as long as nobody has read `file`. */
  readonly python: CondaPython;
}

/** A conda file that a Dockerfile copies from the build context. */
export interface CondaFileOfBuild {
  /** From the root of the context, without a slash in front. */
  readonly path: string;
  /** The word of RUN that names it. */
  readonly region: Region;
  readonly written: string;
}

/** Who runs the image of a Dockerfile: `user: root` beside `build:` in a compose file. */
export interface RunOfBuild {
  readonly user: RunUser;
  /** Relative to the working directory, with `/`. */
  readonly dockerfile: string;
  /** What the target of that Dockerfile is built on: certainly an azureml image that is checked. */
  readonly image: string;
  /** As messages name it: ``service `scorer` ``. */
  readonly name: string;
}

/** The user that a file gives an image. */
export interface RunUser {
  /** Null where a part of it is not known. */
  readonly value: string | null;
  readonly written: string;
  /** Exactly the value. */
  readonly region: Region;
}

/** A name of a curated environment, in place of the image that it has. */
export interface NamedEnvironment {
  /** `AzureML-sklearn-1.5`, as written. */
  readonly name: string;
  /** Null for none, or a label. */
  readonly version: string | null;
  /** `latest`; null for none. */
  readonly label: string | null;
}
