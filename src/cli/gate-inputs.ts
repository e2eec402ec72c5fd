import { statSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../domain/settings/usage-error.ts";
import type { FactsRequest } from "../pipeline/facts-file.ts";
import type { GateInput } from "../pipeline/gate.ts";
import type { LintOptions, ScanOptions } from "./command.ts";
import { fileOfVariable } from "./environment.ts";
import type { Io } from "./io.ts";

/**
 * The files that decide a run and that options and variables name.
 * @throws UsageError for a variable that is set and empty
 */
export function gateInputs(
  options: ScanOptions | LintOptions,
  { env, cwd }: Pick<Io, "env" | "cwd">,
): readonly GateInput[] {
  const inputs: GateInput[] = [];
  const add = (kind: GateInput["kind"], option: string, path: string | null): void => {
    if (path !== null) inputs.push({ kind, option, path });
  };
  if (options.policy !== null) add("policy", "--policy", options.policy);
  else add("policy", "INFERLINT_POLICY", fileOfVariable(env, "INFERLINT_POLICY"));
  const facts = factsOf(options, { env });
  if (facts) add("facts", facts.option, facts.path);
  if (typeof options.config === "object") add("configuration", "--config", options.config.file);
  if ("baseline" in options && typeof options.baseline === "string")
    add("baseline", "--baseline", options.baseline);
  if ("against" in options && isFolder(cwd, options.against))
    add("base", "--against", options.against);
  return inputs;
}

function isFolder(cwd: string, path: string | null): boolean {
  if (path === null) return false;
  return statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory() === true;
}

type NamedFacts = Pick<FactsRequest, "option" | "path"> | null;

/**
 * The facts file of --facts, else of INFERLINT_FACTS, by what named it; null for none.
 * @throws UsageError for an empty name
 */
export function factsOf({ facts }: Pick<ScanOptions, "facts">, io: Pick<Io, "env">): NamedFacts {
  if (facts === "") throw new UsageError("--facts needs the name of a file");
  if (facts !== null) return { option: "--facts", path: facts };
  const path = fileOfVariable(io.env, "INFERLINT_FACTS");
  return path === null ? null : { option: "INFERLINT_FACTS", path };
}
