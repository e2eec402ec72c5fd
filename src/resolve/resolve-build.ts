import type { ImageUse, ResolvedBuild, Stage, StageUser } from "../domain/build/build.ts";
import type { Dockerfile, Instruction, Problem } from "../domain/build/dockerfile.ts";
import { lowerCase } from "../shell/lower-case.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { Dependencies, Dependency } from "./dependencies.ts";
import { readDependencies } from "./dependencies.ts";
import type { FollowContext, FollowedStage, Trigger } from "./follow-stage.ts";
import { followStage } from "./follow-stage.ts";
import type { BuildRequest } from "./global-scope.ts";
import { globalScope } from "./global-scope.ts";
import { stageUsedTooEarly, tooManyTriggers } from "./rejections.ts";
import { Scope } from "./scope.ts";
import type { StageDraft, StageGraph } from "./stages.ts";
import { readStages } from "./stages.ts";
import { preset } from "./variables.ts";

/** Resolves what BuildKit builds from a Dockerfile (frontend/dockerfile/dockerfile2llb). */
export function resolveBuild(dockerfile: Dockerfile, request: BuildRequest): ResolvedBuild {
  const { path, escape, instructions } = dockerfile;
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const args = instructions.slice(0, Math.max(firstFrom, 0)).filter(isArg);
  const lastName = instructions.findLast(({ keyword }) => keyword === "FROM");
  const defaultTarget =
    lastName?.keyword === "FROM" && lastName.stageName ? lowerCase(lastName.stageName.text) : null;
  const targetName = request.target ?? defaultTarget ?? "default";
  const { scope, problems: argProblems } = globalScope(args, request, targetName, escape);
  const graph = readStages(dockerfile, scope);
  const dependencies = readDependencies(graph, escape, request.reading);
  const context = { escape, buildArgs: request.buildArgs, global: scope };
  const followed = followAll(graph, context);
  const withImageEnv = dependsOnImageEnv(followed) ? followAll(graph, context, "unknown") : [];

  const wanted = request.target === null ? undefined : graph.byName.get(lowerCase(request.target));
  const target = wanted ?? (graph.stages.length > 0 ? graph.stages.length - 1 : null);
  const reachable = target === null ? new Set<number>() : reach(target, graph, dependencies);
  const problems: Problem[] = [
    ...dockerfile.problems,
    ...argProblems,
    ...graph.problems,
    ...dependencies.problems,
    ...[...reachable].flatMap((stage) => followed[stage]?.problems ?? []),
    ...triggerProblems(reachable, graph, dependencies),
    ...outOfOrder(reachable, graph, dependencies),
  ];
  const bases = graph.stages.flatMap(({ base }): ImageUse[] =>
    (base.kind === "image" || base.kind === "unresolved") && base.image ? [base.image] : [],
  );
  return {
    path,
    reading: request.reading,
    globalArguments: args.flatMap(({ declarations }) => declarations.map(({ name }) => name.text)),
    valid: problems.length === 0,
    unread: false,
    problems: problems.sort((a, b) => compareRegions(a.region, b.region)),
    comments: dockerfile.comments,
    stages: graph.stages.map((draft) =>
      finished(draft, userOf(draft.index, graph, followed, withImageEnv)),
    ),
    target,
    targetMissing: request.target !== null && wanted === undefined && target !== null,
    images: [...bases, ...dependencies.images].sort((a, b) => compareRegions(a.region, b.region)),
  };
}

function isArg(instruction: Instruction): instruction is Extract<Instruction, { keyword: "ARG" }> {
  return instruction.keyword === "ARG";
}

/** Whether the user of a stage depends on a variable that only its base image can set. */
function dependsOnImageEnv(followed: readonly FollowedStage[]): boolean {
  return followed.some(
    ({ user }) => user.kind === "explicit" && user.expansion.undeclared.length > 0,
  );
}

/** The user of a stage, with what it is if the base image sets what the file does not. Scratch sets nothing. */
function userOf(
  index: number,
  { stages }: StageGraph,
  followed: readonly FollowedStage[],
  withImageEnv: readonly FollowedStage[],
): StageUser {
  const user = followed[index]?.user ?? { kind: "inherited" };
  const other = withImageEnv[index]?.user;
  if (user.kind !== "explicit" || other?.kind !== "explicit") return user;
  if (other.expansion.text === user.expansion.text) return user;
  const isOnScratch = stages[user.stage]?.root.kind === "scratch";
  return isOnScratch ? user : { ...user, withImageEnv: other.expansion };
}

function finished(draft: StageDraft, user: StageUser): Stage {
  const { index, name, from, base, omitted } = draft;
  return {
    index,
    name,
    line: from.region.startLine,
    region: from.image.region,
    base,
    omitted,
    user,
    userInsertion: userInsertionOf(draft),
  };
}

/** Instructions that are customary at the end of a stage and that its user does not affect. */
const trailing = new Set(["CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "STOPSIGNAL"]);

function userInsertionOf({ from, instructions }: StageDraft): Stage["userInsertion"] {
  const last = instructions.findLast((instruction) =>
    instruction.keyword === "OTHER"
      ? !trailing.has(instruction.name)
      : instruction.keyword !== "ONBUILD",
  );
  return (last ?? from).end;
}

/**
 * Executes every stage with the variables of its base. Stages form a forest by their bases; it is walked depth first with one
 * scope that is rewound on the way back, so the time is linear in the number of instructions.
 * @param absent what a variable is that the file does not set
 */
function followAll(
  { stages }: StageGraph,
  context: FollowContext,
  absent: "undeclared" | "unknown" = "undeclared",
): readonly FollowedStage[] {
  const children = stages.map((): number[] => []);
  const roots: number[] = [];
  for (const { index, base } of stages)
    (base.kind === "stage" ? children[base.stage] : roots)?.push(index);
  const followed: FollowedStage[] = [];
  const triggers = stages.map(triggersOf);
  let runs = 0;
  const scope = new Scope(context.global.reading, absent);
  scope.set("PATH", preset(defaultPath));
  const pending: ({ enter: number } | { rewindTo: number })[] = roots
    .reverse()
    .map((enter) => ({ enter }));
  for (let step = pending.pop(); step; step = pending.pop()) {
    if ("rewindTo" in step) {
      scope.rewind(step.rewindTo);
      continue;
    }
    const stage = stages[step.enter];
    if (!stage) continue;
    pending.push({ rewindTo: scope.mark() });
    const parent = stage.base.kind === "stage" ? stage.base.stage : null;
    const inherited: StageUser = (parent === null ? null : followed[parent]?.user) ?? {
      kind: "inherited",
    };
    const all = parent === null ? [] : (triggers[parent] ?? []);
    runs += all.length;
    const tooMany = runs > maxTriggerRuns;
    const result = followStage(
      { index: stage.index, instructions: stage.instructions, triggers: tooMany ? [] : all },
      inherited,
      scope,
      context,
    );
    followed[stage.index] = tooMany ? withProblem(result, stage) : result;
    for (const child of (children[stage.index] ?? []).toReversed()) pending.push({ enter: child });
  }
  return followed;
}

/** What BuildKit sets in every stage whose image has no PATH. */
const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** A limit of stages × triggers, far above any real file: without it, time would be quadratic in the size of the file. */
const maxTriggerRuns = 20_000;

function withProblem(followed: FollowedStage, { from }: StageDraft): FollowedStage {
  const { region } = from.image;
  const problem = { ...tooManyTriggers(maxTriggerRuns), region, unconditional: true };
  return { ...followed, problems: [...followed.problems, problem] };
}

/** ONBUILD triggers run in the stages built directly on their stage, not in stages built on those. */
function triggersOf({ instructions }: StageDraft): readonly Trigger[] {
  return instructions.flatMap((instruction) =>
    instruction.keyword === "ONBUILD"
      ? [
          {
            instruction: instruction.trigger,
            line: instruction.region.startLine,
            problems: instruction.triggerProblems,
          },
        ]
      : [],
  );
}

/** The stages that are built for the target. */
function reach(target: number, { stages }: StageGraph, dependencies: Dependencies): Set<number> {
  const reached = new Set([target]);
  const triggered = new Set<number>();
  for (const index of reached) {
    const base = stages[index]?.base;
    for (const { to } of dependencies.direct[index] ?? []) reached.add(to);
    if (base?.kind !== "stage") continue;
    reached.add(base.stage);
    if (triggered.has(base.stage)) continue;
    triggered.add(base.stage);
    for (const { to } of dependencies.onbuild[base.stage] ?? []) reached.add(to);
  }
  return reached;
}

/** What BuildKit rejects of COPY and RUN triggers that a stage to be built runs. */
function triggerProblems(
  reachable: ReadonlySet<number>,
  { stages }: StageGraph,
  { onbuildProblems }: Dependencies,
): Problem[] {
  const bases = new Set<number>();
  for (const index of reachable) {
    const base = stages[index]?.base;
    if (base?.kind === "stage") bases.add(base.stage);
  }
  return [...bases].flatMap((base) => onbuildProblems[base] ?? []);
}

/** A stage can use only stages above it: BuildKit defines them in the order of the file. */
function outOfOrder(
  reachable: ReadonlySet<number>,
  { stages }: StageGraph,
  { direct, onbuild }: Dependencies,
): Problem[] {
  const farthest = onbuild.map((all) => all.reduce<Dependency | null>(farther, null));
  return [...reachable].flatMap((index) => {
    const base = stages[index]?.base;
    const fromBase = base?.kind === "stage" ? (farthest[base.stage] ?? null) : null;
    return [...(direct[index] ?? []), ...(fromBase ? [fromBase] : [])]
      .filter(({ to }) => to >= index)
      .map(({ to, region }) => ({
        ...stageUsedTooEarly(stages[to]?.name ?? String(to)),
        region,
        unconditional: true,
      }));
  });
}

/** The dependency on the later stage. */
function farther(farthest: Dependency | null, dependency: Dependency): Dependency {
  return farthest && farthest.to >= dependency.to ? farthest : dependency;
}
