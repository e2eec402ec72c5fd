import { UsageError } from "../../domain/settings/usage-error.ts";
import { joinList } from "../../text/list.ts";
import { readColor, readFormat } from "./choice.ts";
import type { ColorChoice, Output } from "../command.ts";
import type { CommandName } from "../command-table.ts";
import type { PassedOptions } from "./passed-options.ts";

/**
 * Each `-o` belongs to the `--format` before it; one format may go to standard output.
 * @throws UsageError
 */
export function readOutputs(passed: PassedOptions): readonly Output[] {
  const outputs: { format: Output["format"]; file: string | null }[] = [];
  for (const { name, value } of passed.list) {
    if (name === "format") outputs.push({ format: readFormat(value), file: null });
    if (name !== "output") continue;
    if (value === "") throw new UsageError("--output needs the name of a file");
    if (outputs.length === 0 && !passed.has("format")) outputs.push({ format: "text", file: null });
    const output = outputs.at(-1);
    if (!output) throw new UsageError(`--output ${value} must follow the --format it is for`);
    if (output.file !== null) throw new UsageError(`--format ${output.format} has two outputs`);
    output.file = value;
  }
  if (outputs.length === 0) return [{ format: "text", file: null }];
  if (outputs.filter(({ file }) => file === null).length > 1)
    throw new UsageError(
      "only one format can be written to standard output; give the others --output FILE",
    );
  const files = outputs.flatMap(({ file }) => file ?? []);
  if (new Set(files).size < files.length)
    throw new UsageError("two formats are written to the same file");
  return outputs;
}

/** @throws UsageError for a format that the command does not write */
export function requireFormats(
  outputs: readonly Output[],
  command: CommandName,
  allowed: readonly Output["format"][],
): void {
  const surplus = outputs.find(({ format }) => !allowed.includes(format));
  if (surplus)
    throw new UsageError(
      `--format ${surplus.format} is not valid with ${command}, which writes ${joinList(allowed, "or")}`,
    );
}

/** Of `--color` and `--no-color` the last one counts. @throws UsageError */
export function readColors(passed: PassedOptions): ColorChoice {
  const choice = passed.list.findLast(({ name }) => name === "color" || name === "no-color");
  if (choice === undefined) return "auto";
  return choice.name === "color" ? readColor(choice.value) : "never";
}
