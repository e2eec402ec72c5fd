import type { ArgInstruction, Problem } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-error.ts";
import { requiredProblems, syntaxProblem } from "./rejections.ts";
import { Scope } from "./scope.ts";
import { settleSourceDate } from "./source-date.ts";
import { declareWithoutValue, preset, setToBuildArg, setVariable } from "./variables.ts";
import type { Reading } from "../domain/build/reading.ts";
import type { NamedContexts } from "./named-contexts.ts";

export type BuildArgs = ReadonlyMap<string, string>;

export interface BuildRequest {
  readonly buildArgs: BuildArgs;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  /** The target platform: `linux/amd64`. */
  readonly platform: string;
  readonly reading: Reading;
  /** Images that the build gives for names. */
  readonly contexts?: NamedContexts;
}

/** What BuildKit presets if the build runs on linux/amd64 (docs: automatic platform arguments in the global scope). */
function platformArguments(platform: string): Readonly<Record<string, string>> {
  const [os = "", architecture = "", variant = ""] = platform.split("/");
  return {
    BUILDPLATFORM: "linux/amd64",
    BUILDOS: "linux",
    BUILDOSVERSION: "",
    BUILDARCH: "amd64",
    BUILDVARIANT: "",
    TARGETPLATFORM: platform,
    TARGETOS: os,
    TARGETOSVERSION: "",
    TARGETARCH: architecture,
    TARGETVARIANT: variant,
  };
}

/**
 * The scope of FROM instructions: the platform arguments, then the ARGs before the first FROM in order. The build arguments are
 * those of the stages.
 */
export function globalScope(
  args: readonly ArgInstruction[],
  { buildArgs, platform, reading }: Omit<BuildRequest, "target">,
  targetName: string,
  escape: string,
): { scope: Scope; problems: readonly Problem[]; buildArgs: BuildArgs } {
  const scope = new Scope(reading);
  const problems: Problem[] = [];
  for (const [name, own] of Object.entries({
    ...platformArguments(platform),
    TARGETSTAGE: targetName,
  })) {
    const text = buildArgs.get(name) ?? own;
    scope.set(name, preset(text));
  }
  for (const declaration of args.flatMap(({ declarations }) => declarations)) {
    const { name, value } = declaration;
    const buildArg = buildArgs.get(name.text);
    if (buildArg !== undefined) setToBuildArg(scope, declaration, buildArg);
    else if (!value) declareWithoutValue(scope, declaration);
    else
      try {
        const expanded = scope.expand(value, escape);
        problems.push(...requiredProblems(expanded, value.region, false));
        // No image is there yet, so what nothing sets is empty for certain.
        setVariable(scope, "ARG", name.text, { ...expanded, undeclared: [] }, value);
      } catch (error) {
        if (!(error instanceof WordError)) throw error;
        problems.push(syntaxProblem(error, value.region));
        declareWithoutValue(scope, declaration);
      }
  }
  return { scope, problems, buildArgs: settleSourceDate(scope, buildArgs) };
}
