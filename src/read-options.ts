import type { Given } from "./option-kinds.ts";
import type { Format, Output } from "./command.ts";
import { formats } from "./command.ts";
import { oneOf, UsageError } from "./usage-error.ts";

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
