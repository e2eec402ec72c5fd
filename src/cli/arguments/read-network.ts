import { UsageError } from "../../domain/settings/usage-error.ts";
import type { NetworkOptions } from "../command.ts";
import type { PassedOptions } from "./passed-options.ts";

/** In seconds. */
const defaultTimeout = 30;
const maxTimeout = 3_600;

/**
 * Whether and how registries are asked. Of `--online` and `--offline` the last one counts, so that a script can append either.
 * @throws UsageError
 */
export function readNetwork(passed: PassedOptions): NetworkOptions {
  const choice = passed.list.findLast(({ name }) => name === "online" || name === "offline")?.name;
  for (const name of ["timeout", "cache-dir", "no-cache", "ca-file"] as const)
    if (choice === undefined && passed.has(name))
      throw new UsageError(`--${name} belongs to --online`);
  const directory = passed.last("cache-dir");
  if (directory === "") throw new UsageError("--cache-dir needs the name of a directory");
  if (directory !== null && passed.has("no-cache"))
    throw new UsageError("--cache-dir and --no-cache exclude each other");
  return {
    online: choice === "online",
    strict: passed.has("strict"),
    timeout: readTimeout(passed.last("timeout")) * 1_000,
    cache: passed.has("no-cache") ? "none" : { directory },
    caFile: passed.last("ca-file"),
    facts: passed.last("facts"),
  };
}

function readTimeout(text: string | null): number {
  if (text === null) return defaultTimeout;
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= maxTimeout) return seconds;
  throw new UsageError(`--timeout takes seconds, up to ${maxTimeout}, not ${text}`);
}
