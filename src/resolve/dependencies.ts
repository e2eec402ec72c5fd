import type { ImageUse } from "../domain/build/build.ts";
import type { Instruction, Problem, Text, UnquotedText } from "../domain/build/dockerfile.ts";
import { lowerCase } from "../shell/lower-case.ts";
import type { Reading } from "../domain/build/reading.ts";
import { Scope } from "./scope.ts";
import { literalUse } from "./literal-use.ts";
import { circularStages, unknownStage } from "./rejections.ts";
import type { StageDraft, StageGraph } from "./stages.ts";
import type { CopySource } from "./whole-copies.ts";
import { takenPaths } from "./taken-paths.ts";

/** A reference of COPY --from or RUN --mount=from= to another stage. */
export interface Dependency {
  readonly to: number;
  readonly region: Text["region"];
}

export interface Dependencies {
  /** By stage. */
  readonly direct: readonly (readonly Dependency[])[];
  /** What the ONBUILD triggers of each stage add to the stages built on it. */
  readonly onbuild: readonly (readonly Dependency[])[];
  /** Images that are copied or mounted from. */
  readonly images: readonly ImageUse[];
  /** What the values of `--from` and `from=` name. */
  readonly sources: ReadonlyMap<UnquotedText, CopySource>;
  readonly problems: readonly Problem[];
  /** What BuildKit rejects when it runs ONBUILD triggers, by the stage that contains them. */
  readonly onbuildProblems: readonly (readonly Problem[])[];
}

/**
 * Reads the stages and images that COPY --from and RUN --mount=from= refer to.
 * @param missed how many stages are missing because their FROM is misspelt: an index of a stage counts them
 */
export function readDependencies(
  { stages, byName }: StageGraph,
  escape: string,
  reading: Reading,
  missed: number,
): Dependencies {
  const direct = stages.map((): Dependency[] => []);
  const onbuild = stages.map((): Dependency[] => []);
  const images: ImageUse[] = [];
  const sources = new Map<UnquotedText, CopySource>();
  const problems: Problem[] = [];
  const onbuildProblems = stages.map((): Problem[] => []);
  /** BuildKit appends every image that is copied or mounted from to its list of stages, so an index can refer to it. */
  const appended: (ImageUse | null)[] = [];
  const noVariables = new Scope(reading, "unset");

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
    const reject = (problem: Problem): void =>
      void (isTrigger ? onbuildProblems[stage.index] : problems)?.push(problem);
    if (instruction.keyword === "RUN" && !isTrigger)
      for (let rest = instruction.mountCount - instruction.mountFroms.length; rest > 0; rest--)
        appended.push(null);
    const via = instruction.keyword === "COPY" ? "copy" : "mount";
    for (const { source, paths } of sourcesOf(instruction)) {
      const found = via === "copy" ? stageIndex(source.text) : null;
      // The index may mean a stage whose FROM is misspelt, or another one than it would without that.
      const mayBeMissed =
        missed > 0 &&
        found !== null &&
        found >= 0 &&
        found < stages.length + appended.length + missed;
      if (mayBeMissed) continue;
      const to = found ?? byName.get(lowerCase(source.text));
      if (to !== undefined) {
        if (to >= 0 && to < stages.length) {
          sources.set(source, to);
          (isTrigger ? onbuild : direct)[stage.index]?.push({ to, region: source.region });
          continue;
        }
        const image = appended[to - stages.length];
        if (image) sources.set(source, image);
        else if (image === undefined)
          reject({
            ...unknownStage(source.text),
            region: source.region,
            unconditional: true,
          });
        continue;
      }
      if (source.text === "scratch") {
        if (!isTrigger) appended.push(null);
        continue;
      }
      const taken = takenPaths(paths, noVariables, escape);
      const location = { stage: stage.index, line, onbuild: isTrigger, taken };
      const { use, problem } = literalUse(source, via, location, noVariables, escape);
      images.push(use);
      sources.set(source, use);
      if (!isTrigger) appended.push(use);
      if (problem) reject(problem);
    }
  };
  for (const stage of stages)
    for (const instruction of stage.instructions)
      readSources(instruction, stage, instruction.region.startLine, false);
  problems.push(...cycles(direct));
  return { direct, onbuild, images, sources, problems, onbuildProblems };
}

/** What an instruction takes from where: a mount without a source takes the root. */
function sourcesOf(
  instruction: Instruction,
): readonly { readonly source: UnquotedText; readonly paths: readonly Text[] }[] {
  if (instruction.keyword === "RUN")
    return instruction.mountFroms.map((source) => {
      return { source, paths: [source.source ?? { text: "/", region: source.region }] };
    });
  if (instruction.keyword !== "COPY" || !instruction.from) return [];
  return [{ source: instruction.from, paths: instruction.sources }];
}

/** In COPY, what Go's Atoi accepts is the index of a stage; a mount takes no index. */
function stageIndex(text: string): number | null {
  return /^[+-]?\d{1,18}$/.test(text) ? Number(text) : null;
}

/** BuildKit rejects circular dependencies even between stages that it does not build. */
function cycles(dependencies: readonly (readonly Dependency[])[]): Problem[] {
  const state = new Uint8Array(dependencies.length);
  const [unvisited, onPath, done] = [0, 1, 2];
  for (let start = 0; start < dependencies.length; start++) {
    if (state[start] !== unvisited) continue;
    const path = [{ stage: start, next: 0 }];
    state[start] = onPath;
    for (let step = path.at(-1); step; step = path.at(-1)) {
      const dependency = dependencies[step.stage]?.[step.next++];
      if (!dependency) {
        state[step.stage] = done;
        path.pop();
      } else if (state[dependency.to] === onPath) {
        return [{ ...circularStages(), region: dependency.region, unconditional: true }];
      } else if (state[dependency.to] === unvisited) {
        state[dependency.to] = onPath;
        path.push({ stage: dependency.to, next: 0 });
      }
    }
  }
  return [];
}
