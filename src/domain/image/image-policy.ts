import type { NamePatterns } from "./name-patterns.ts";

/** A registry path that serves another registry's images: `prefix` and `instead` are `registry/path` without a final slash. */
export interface Mirror {
  readonly prefix: string;
  readonly instead: string;
}

/** Which images are checked. */
export interface ImagePolicy {
  /** Whether a repository of Microsoft's registry is an azureml inference image: `azureml/minimal-py312-inference`. */
  readonly isInference: (repository: string) => boolean;
  /** Which images are checked was not configured: those that the catalogue calls inference images are, too. */
  readonly usesCatalogue: boolean;
  /** The prefix of every such repository, for each pattern: `azureml/`. Empty for a pattern that may begin with anything. */
  readonly roots: readonly string[];
  /** What every such repository contains: `inference`, or the empty string where nothing is known. */
  readonly infix: string;
  readonly mirrors: readonly Mirror[];
  /** The images that requirements are about: no other rule checks one because of that. Absent where there are no requirements. */
  readonly required?: readonly NamePatterns[];
}

/** Microsoft's registry. */
export const microsoftRegistry = "mcr.microsoft.com";
