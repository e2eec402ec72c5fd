import type { ValueLocation } from "../domain/build/build.ts";
import type { ArgInstruction, Problem } from "../domain/build/dockerfile.ts";
import { WordError } from "../shell/word-value.ts";
import type { ExpandedText } from "./scope.ts";
import { Scope } from "./scope.ts";

export type BuildArgs = ReadonlyMap<string, string>;

export interface BuildRequest {
  readonly buildArgs: BuildArgs;
  /** The name of the stage to build; null for the last one. */
  readonly target: string | null;
  /** What is built for: `linux/amd64`. */
  readonly platform: string;
}

/** What BuildKit presets where the build runs on linux/amd64 (docs: automatic platform arguments in the global scope). */
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

/** The scope of FROM: platform arguments, then the ARGs before the first FROM in order. */
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
      const given = buildArgs.get(name.text);
      const location = argLocation({ name, value }, given);
      if (given !== undefined) {
        const provenance = [location];
        scope.set(name.text, {
          value: { text: given, unresolved: [] },
          provenance,
          overridable: true,
        });
      } else if (value) {
        try {
          const expanded = scope.expand(value, escape);
          const { text, unresolved, provenance } = expanded;
          problems.push(...requirements(expanded, value.region));
          scope.set(name.text, {
            value: { text, unresolved },
            provenance: [location, ...provenance],
            overridable: true,
          });
        } catch (error) {
          if (!(error instanceof WordError)) throw error;
          problems.push(rejection(error, value.region));
        }
      } else if (!scope.get(name.text)) {
        // A second ARG without a value keeps the value of the first.
        scope.set(name.text, { value: null, provenance: [location], overridable: true });
      }
    }
  }
  return { scope, problems };
}

/** Where an ARG stands, with the value that is written there or the one that was given. */
export function argLocation(
  { name, value }: ArgInstruction["declarations"][number],
  given: string | undefined,
): ValueLocation {
  const isGiven = given !== undefined;
  return {
    message: `ARG ${name.text}${isGiven ? ", given as a build argument" : ""}`,
    region: (value ?? name).region,
    keyword: "ARG",
    name: name.text,
    text: isGiven ? null : (value?.text ?? null),
    given: given ?? null,
  };
}

/** BuildKit's refusal of a word, as a problem at its place. */
export function rejection(error: WordError, region: Problem["region"]): Problem {
  return { message: error.message, region, unconditional: true };
}

/** What must be given before BuildKit builds, as problems at their place. */
export function requirements(
  { required }: ExpandedText,
  region: Problem["region"],
): readonly Problem[] {
  return required.map((message) => ({ message, region, unconditional: false }));
}
