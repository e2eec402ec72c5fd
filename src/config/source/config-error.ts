import type { Region } from "../../domain/build/region.ts";

/** Something in a configuration that is not understood. */
export interface ConfigProblem {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null where the file as a whole is meant. */
  readonly region: Region | null;
  /** Without a full stop at the end. */
  readonly message: string;
}

/** Nothing is judged under a configuration that is not understood: exit 2. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
    this.problems = problems;
    this.name = "ConfigError";
  }
}

/** By name: a room that is loaded on demand has its own copy of the class. */
export function isConfigError(error: unknown): error is ConfigError {
  return error instanceof Error && error.name === "ConfigError";
}
