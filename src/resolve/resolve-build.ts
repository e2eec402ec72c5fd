import type { ImageUse, ResolvedBuild, Stage } from "../domain/build/build.ts";
import { lineage } from "../domain/build/build.ts";
import type { Dockerfile, Instruction, Problem } from "../domain/build/dockerfile.ts";
import { lowerCase } from "../shell/lower-case.ts";
import { compareRegions, startKey } from "../domain/build/region.ts";
import type { Dependencies, Dependency } from "./dependencies.ts";
import { condaServerOf } from "./conda-server.ts";
import { readDependencies } from "./dependencies.ts";
import type { FollowedStage } from "./follow-stage.ts";
import { followAll } from "./follow-all.ts";
import type { BuildRequest } from "./global-scope.ts";
import { globalScope } from "./global-scope.ts";
import { namedFrontend, otherFrontend } from "./frontend.ts";
import { otherTargets } from "./other-targets.ts";
import { stageUsedTooEarly } from "./rejections.ts";
import type { StageDraft, StageGraph } from "./stages.ts";
import { readStages } from "./stages.ts";
import { servesModels } from "./serves.ts";
import { findWholeCopies } from "./whole-copies.ts";

/** Resolves what BuildKit builds from a Dockerfile (frontend/dockerfile/dockerfile2llb). */
export function resolveBuild(dockerfile: Dockerfile, request: BuildRequest): ResolvedBuild {
  const { path, escape, instructions } = dockerfile;
  const firstFrom = instructions.findIndex(({ keyword }) => keyword === "FROM");
  const args = instructions.slice(0, Math.max(firstFrom, 0)).filter(isArg);
  const lastName = instructions.findLast(({ keyword }) => keyword === "FROM");
  const defaultTarget =
    lastName?.keyword === "FROM" && lastName.stageName ? lowerCase(lastName.stageName.text) : null;
  const targetName = request.target ?? defaultTarget ?? "default";
  const {
    scope,
    problems: argProblems,
    buildArgs,
  } = globalScope(args, request, targetName, escape);
  const contexts = request.contexts ?? new Map<string, string>();
  const graph = readStages(dockerfile, scope, contexts);
  const dependencies = readDependencies(graph, escape, request.reading, {
    missed: missedFroms(dockerfile),
    contexts,
  });
  const context = { escape, buildArgs, global: scope };
  const followed = followAll(graph, context);
  const copies = findWholeCopies(
    graph.stages,
    graph.stages.map(({ index }) => followed[index]?.files.copies ?? []),
    dependencies.sources,
  );

  const wanted = request.target === null ? undefined : graph.byName.get(lowerCase(request.target));
  const target = wanted ?? (graph.stages.length > 0 ? graph.stages.length - 1 : null);
  const reachable = target === null ? new Set<number>() : reach(target, graph, dependencies);
  const others = otherTargets(graph, dependencies, target);
  // A stage that uses itself would be reported twice: as a circle, and as used too early.
  const rejected = new Set(dependencies.problems.map(({ region }) => startKey(region)));
  const isElsewhere = ({ region }: Problem): boolean => !rejected.has(startKey(region));
  const problems: Problem[] = [
    ...dockerfile.problems,
    ...argProblems,
    ...graph.problems,
    ...dependencies.problems,
    ...[...reachable].flatMap((stage) => followed[stage]?.problems ?? []),
    ...triggerProblems(reachable, graph, dependencies),
    ...outOfOrder(reachable, graph, dependencies).filter(isElsewhere),
    ...[...reachable].flatMap((stage) => copies.problems[stage] ?? []),
  ];
  const bases = graph.stages.flatMap(({ base }): ImageUse[] =>
    (base.kind === "image" || base.kind === "unresolved") && base.image ? [base.image] : [],
  );
  const frontend = namedFrontend(dockerfile.syntax, request.buildArgs);
  return {
    path,
    reading: request.reading,
    globalArguments: args.flatMap(({ declarations }) => declarations.map(({ name }) => name.text)),
    valid: problems.length === 0,
    unread: false,
    problems: problems.sort((a, b) => compareRegions(a.region, b.region)),
    comments: dockerfile.comments,
    lines: dockerfile.lines,
    stages: graph.stages.map((draft) => ({
      ...finished(draft, followed[draft.index], draft.index === target),
      wholeCopies: copies.of[draft.index] ?? [],
      isOtherTarget: others.has(draft.index),
    })),
    target,
    targetMissing: request.target !== null && wanted === undefined && target !== null,
    isTargetSet: wanted !== undefined,
    frontend: otherFrontend(frontend),
    ...(frontend ? { namedFrontend: frontend } : {}),
    images: [...bases, ...dependencies.images].sort((a, b) => compareRegions(a.region, b.region)),
    ...servingOf(path, graph, followed, target),
  };
}

/** Whether the target serves models, and with which Python where that is not the image's own. */
function servingOf(
  path: string,
  { stages }: StageGraph,
  followed: readonly FollowedStage[],
  target: number | null,
): Partial<Pick<ResolvedBuild, "serves" | "condaServer" | "environments">> {
  const drafts = target === null ? [] : lineage({ stages }, target).toReversed();
  const serves = servesModels(drafts.flatMap(({ instructions }) => instructions));
  const [first] = drafts;
  const base = first?.base;
  const image = base?.kind === "image" || base?.kind === "unresolved" ? base.image : null;
  const all = drafts.flatMap(({ index }) => followed[index] ?? []);
  return {
    ...(serves ? { serves } : {}),
    ...(image ? condaServerOf(path, all, image) : {}),
  };
}

/** How many stages are missing because their FROM is misspelt: an index of a stage counts them. */
function missedFroms({ problems }: Dockerfile): number {
  return problems.filter(({ insteadOfFrom }) => insteadOfFrom === true).length;
}

function isArg(instruction: Instruction): instruction is Extract<Instruction, { keyword: "ARG" }> {
  return instruction.keyword === "ARG";
}

function finished(
  draft: StageDraft,
  followed: FollowedStage | undefined,
  isTarget: boolean,
): Omit<Stage, "wholeCopies" | "isOtherTarget"> {
  const { index, name, from, base, omitted } = draft;
  const { users = [], triggerUsers = [] } = followed ?? {};
  return {
    index,
    name,
    line: from.region.startLine,
    region: from.image.region,
    base,
    omitted,
    user: followed?.user ?? { kind: "inherited" },
    users: isTarget ? [...users, ...triggerUsers] : users,
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

/**
 * A stage can use only stages above it: BuildKit defines them in the order of the file. A trigger can also use the stage that
 * runs it, as far as it is built then.
 */
function outOfOrder(
  reachable: ReadonlySet<number>,
  { stages }: StageGraph,
  { direct, onbuild }: Dependencies,
): Problem[] {
  const farthest = onbuild.map((all) => all.reduce<Dependency | null>(farther, null));
  return [...reachable].flatMap((index) => {
    const base = stages[index]?.base;
    const fromBase = base?.kind === "stage" ? (farthest[base.stage] ?? null) : null;
    // A trigger may use the very stage that it runs in: BuildKit looks for circles before it adds triggers.
    const ofTrigger = fromBase !== null && fromBase.to > index ? [fromBase] : [];
    const own = (direct[index] ?? []).filter(({ to }) => to >= index);
    return [...own, ...ofTrigger].map(({ to, region }) => ({
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
