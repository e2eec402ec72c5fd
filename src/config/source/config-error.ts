import type { Region } from "../../domain/build/region.ts";
import { compareRegions } from "../../domain/build/region.ts";

/** Something wrong in a configuration. */
export interface ConfigProblem {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null where the whole file is meant. */
  readonly region: Region | null;
  /** Without a full stop at the end. */
  readonly message: string;
}

/** A configuration is invalid, so nothing is checked: exit code 2. */
export class ConfigError extends Error {
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(problems.map(({ path, message }) => `${path}: ${message}`).join("; "));
    this.problems = problems;
    this.name = "ConfigError";
  }
}

/** By name: a module that is loaded on demand has its own copy of the class. */
export function isConfigError(error: unknown): error is ConfigError {
  return error instanceof Error && error.name === "ConfigError";
}

/** More than anyone fixes at once; the rest is counted. */
const maxProblems = 100;

/** A problem whose message is worked out only when it is shown, since a suggestion takes time. */
export interface PendingProblem {
  readonly region: Region | null;
  readonly message: () => string;
}

/** Problems in the order of the file, those of the whole file first. An alias can repeat one: each is listed once. */
export function listProblems(
  path: string,
  pending: readonly PendingProblem[],
): readonly ConfigProblem[] {
  const sorted = [...pending].sort((a, b) =>
    a.region === null || b.region === null
      ? Number(a.region !== null) - Number(b.region !== null)
      : compareRegions(a.region, b.region),
  );
  const known = new Set<string>();
  const listed = sorted.slice(0, maxProblems).flatMap(({ region, message: write }) => {
    const message = write();
    const key = JSON.stringify([region, message]);
    if (known.has(key)) return [];
    known.add(key);
    return [{ path, region, message }];
  });
  const rest = sorted.length - maxProblems;
  return rest > 0
    ? [...listed, { path, region: null, message: `and ${rest} more problems` }]
    : listed;
}
