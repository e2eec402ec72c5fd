import type { ConfigProblem } from "../../config/index.ts";
import * as config from "../../config/index.ts";
import * as usage from "../../domain/settings/usage-error.ts";

// Interfaces instead of classes: parts of the package that are loaded on demand have their own copies of the classes, so that
// `instanceof` would be false for some errors.

/** A configuration, policy or facts file is invalid. */
export interface ConfigError extends Error {
  readonly name: "ConfigError";
  /** In the order of the file. */
  readonly problems: readonly ConfigProblem[];
}

/** An option is invalid, or a file that the settings name cannot be read. */
export interface UsageError extends Error {
  readonly name: "UsageError";
}

export function isConfigError(error: unknown): error is ConfigError {
  return config.isConfigError(error);
}

export function isUsageError(error: unknown): error is UsageError {
  return usage.isUsageError(error);
}
