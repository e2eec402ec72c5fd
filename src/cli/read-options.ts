import type { Given, OptionName } from "./options.ts";
import type { NetworkOptions, Output } from "./command.ts";
import type { Format } from "../report/index.ts";
import { formats } from "../report/index.ts";
import { oneOf, UsageError } from "../domain/settings/usage-error.ts";

/** Each `-o` belongs to the `--format` before it; one format may go to standard output. */
export function readOutputs(given: readonly Given[]): readonly Output[] {
  const outputs: { format: Format; file: string | null }[] = [];
  const hasFormat = given.some(({ name }) => name === "format");
  for (const { name, value } of given) {
    if (name === "format") outputs.push({ format: oneOf("--format", value, formats), file: null });
    if (name !== "output") continue;
    if (value === "") throw new UsageError("--output needs the name of a file");
    if (!hasFormat && outputs.length === 0) outputs.push({ format: "text", file: null });
    const output = outputs.at(-1);
    if (!output) throw new UsageError(`--output ${value} belongs behind the --format it is for`);
    if (output.file !== null) throw new UsageError(`--format ${output.format} has two outputs`);
    output.file = value;
  }
  if (outputs.length === 0) return [{ format: "text", file: null }];
  if (outputs.filter(({ file }) => file === null).length > 1)
    throw new UsageError("only one format goes to standard output: give the others --output FILE");
  const files = outputs.flatMap(({ file }) => file ?? []);
  if (new Set(files).size < files.length) throw new UsageError("two formats go to one file");
  return outputs;
}

export function readBuildArgs(given: readonly Given[]): ReadonlyMap<string, string | null> {
  const args = new Map<string, string | null>();
  for (const { name, value } of given) {
    if (name !== "build-arg") continue;
    const equals = value.indexOf("=");
    const key = equals < 0 ? value : value.slice(0, equals);
    if (key === "") throw new UsageError(`--build-arg ${value} is not NAME=VALUE`);
    args.set(key, equals < 0 ? null : value.slice(equals + 1));
  }
  return args;
}

/** The default, in seconds. */
const defaultTimeout = 30;
const maxTimeout = 3_600;

/** Of `--online` and `--offline` the last one counts, so that a script can be told either. */
export function readNetwork(given: readonly Given[]): NetworkOptions {
  const last = (name: OptionName): string | null =>
    given.findLast((option) => option.name === name)?.value ?? null;
  const choice = given.findLast(({ name }) => name === "online" || name === "offline")?.name;
  const online = choice === "online";
  const strict = last("strict") !== null;
  const facts = last("facts");
  for (const name of ["timeout", "cache-dir", "no-cache", "ca-file"] as const)
    if (choice === undefined && last(name) !== null)
      throw new UsageError(`--${name} belongs to --online`);
  const directory = last("cache-dir");
  if (directory === "") throw new UsageError("--cache-dir needs the name of a directory");
  if (directory !== null && last("no-cache") !== null)
    throw new UsageError("--cache-dir and --no-cache exclude each other");
  return {
    online,
    strict,
    timeout: readTimeout(last("timeout")) * 1_000,
    cache: last("no-cache") === null ? { directory } : "none",
    caFile: last("ca-file"),
    facts,
  };
}

function readTimeout(text: string | null): number {
  if (text === null) return defaultTimeout;
  const seconds = /^\d{1,4}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (seconds > 0 && seconds <= maxTimeout) return seconds;
  throw new UsageError(`--timeout takes seconds, up to ${maxTimeout}, not ${text}`);
}
