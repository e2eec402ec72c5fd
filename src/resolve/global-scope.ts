import type { ValueLocation } from "../domain/build/build.ts";
import type { ArgInstruction, Problem } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-error.ts";
import { requiredProblems, syntaxProblem } from "./rejections.ts";
import { Scope } from "./scope.ts";

export type BuildArgs = ReadonlyMap<string, string>;

export interface BuildRequest {
  readonly buildArgs: BuildArgs;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  /** The target platform: `linux/amd64`. */
  readonly platform: string;
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

/** The scope of FROM instructions: the platform arguments, then the ARGs before the first FROM in order. */
export function globalScope(
  args: readonly ArgInstruction[],
  { buildArgs, platform }: Pick<BuildRequest, "buildArgs" | "platform">,
  targetName: string,
  escape: string,
): { scope: Scope; problems: readonly Problem[] } {
  const scope = new Scope();
  const problems: Problem[] = [];
  for (const [name, preset] of Object.entries({
    ...platformArguments(platform),
    TARGETSTAGE: targetName,
  })) {
    const text = buildArgs.get(name) ?? preset;
    scope.set(name, { value: { text, unresolved: [] }, provenance: [], overridable: false });
  }
  for (const { declarations } of args) {
    for (const { name, value } of declarations) {
      const buildArg = buildArgs.get(name.text);
      const location = argLocation({ name, value }, buildArg);
      if (buildArg !== undefined) {
        const provenance = [location];
        scope.set(name.text, {
          value: { text: buildArg, unresolved: [] },
          provenance,
          overridable: true,
        });
      } else if (value) {
        try {
          const expanded = scope.expand(value, escape);
          const { text, unresolved, provenance } = expanded;
          problems.push(...requiredProblems(expanded, value.region));
          scope.set(name.text, {
            value: { text, unresolved },
            provenance: [location, ...provenance],
            overridable: true,
          });
        } catch (error) {
          if (!(error instanceof WordError)) throw error;
          problems.push(syntaxProblem(error, value.region));
        }
      } else if (!scope.get(name.text)) {
        // A second ARG without a value keeps the value of the first.
        scope.set(name.text, { value: null, provenance: [location], overridable: true });
      }
    }
  }
  return { scope, problems };
}

/** The location of an ARG, with its default as written or the build argument that overrides it. */
export function argLocation(
  { name, value }: ArgInstruction["declarations"][number],
  buildArg: string | undefined,
): ValueLocation {
  const isSet = buildArg !== undefined;
  return {
    message: `ARG ${name.text}${isSet ? ", set by a build argument" : ""}`,
    region: (value ?? name).region,
    keyword: "ARG",
    name: name.text,
    text: isSet ? null : (value?.text ?? null),
    buildArg: buildArg ?? null,
  };
}
