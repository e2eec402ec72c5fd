import type { ImageUse } from "../domain/build.ts";
import type { Instruction, Problem, Text } from "../domain/dockerfile.ts";
import { Scope } from "./scope.ts";
import { literalUse } from "./follow-stage.ts";
import type { StageDraft, StageGraph } from "./stages.ts";

/** A stage that copies or mounts from another one. */
export interface Dependency {
  readonly to: number;
  readonly region: Text["region"];
}

export interface Dependencies {
  /** By stage. */
  readonly direct: readonly (readonly Dependency[])[];
  /** What the ONBUILD triggers of a stage add to the stages built on it. */
  readonly onbuild: readonly (readonly Dependency[])[];
  /** Images that are copied or mounted from. */
  readonly images: readonly ImageUse[];
  readonly problems: readonly Problem[];
}

/** Everything that COPY --from and RUN --mount=from= of all stages refer to. */
export function readDependencies({ stages, byName }: StageGraph, escape: string): Dependencies {
  const direct = stages.map((): Dependency[] => []);
  const onbuild = stages.map((): Dependency[] => []);
  const images: ImageUse[] = [];
  const problems: Problem[] = [];
  const nothingKnown = new Scope("unset");

  const readSources = (
    instruction: Instruction,
    stage: StageDraft,
    line: number,
    isTrigger: boolean,
  ): void => {
    if (instruction.keyword === "ONBUILD") {
      readSources(instruction.trigger, stage, line, true);
      return;
    }
    const via = instruction.keyword === "COPY" ? "copy" : "mount";
    for (const source of sourcesOf(instruction)) {
      const found = via === "copy" ? stageIndex(source.text) : null;
      const to = found ?? byName.get(source.text.toLowerCase());
      if (to !== undefined) {
        const known = to >= 0 && to < stages.length;
        if (known) (isTrigger ? onbuild : direct)[stage.index]?.push({ to, region: source.region });
        else
          problems.push({
            message: `there is no stage ${source.text}`,
            region: source.region,
            unconditional: true,
          });
        continue;
      }
      if (source.text === "scratch") continue;
      const place = { stage: stage.index, line, onbuild: isTrigger };
      const { use, problem } = literalUse(source, via, place, nothingKnown, escape);
      images.push(use);
      if (problem) problems.push(problem);
    }
  };
  for (const stage of stages)
    for (const instruction of stage.instructions)
      readSources(instruction, stage, instruction.region.startLine, false);
  problems.push(...cycles(direct));
  return { direct, onbuild, images, problems };
}

function sourcesOf(instruction: Instruction): readonly Text[] {
  if (instruction.keyword === "COPY") return instruction.from ? [instruction.from] : [];
  return instruction.keyword === "RUN" ? instruction.mountFroms : [];
}

/** COPY takes what Go's Atoi takes for an index; a mount never does. */
function stageIndex(text: string): number | null {
  return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : null;
}

/** BuildKit refuses stages that copy from each other in a circle, whether they are built or not. */
function cycles(dependencies: readonly (readonly Dependency[])[]): Problem[] {
  const state = new Uint8Array(dependencies.length);
  const [fresh, open, closed] = [0, 1, 2];
  for (let start = 0; start < dependencies.length; start++) {
    if (state[start] !== fresh) continue;
    const path = [{ stage: start, next: 0 }];
    state[start] = open;
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const dependency = dependencies[step.stage]?.[step.next++];
      if (!dependency) {
        state[step.stage] = closed;
        path.pop();
      } else if (state[dependency.to] === open) {
        const message = "stages copy from each other in a circle";
        return [{ message, region: dependency.region, unconditional: true }];
      } else if (state[dependency.to] === fresh) {
        state[dependency.to] = open;
        path.push({ stage: dependency.to, next: 0 });
      }
    }
  }
  return [];
}
