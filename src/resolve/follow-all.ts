import type { Reading } from "../domain/build/reading.ts";
import type { AbsentPaths } from "./stage-files.ts";
import type { StageUser } from "../domain/build/build.ts";
import type { FollowContext, FollowedStage, Trigger } from "./follow-stage.ts";
import { followStage } from "./follow-stage.ts";
import { tooManyTriggers } from "./rejections.ts";
import { Scope } from "./scope.ts";
import type { StageDraft, StageGraph } from "./stages.ts";
import { preset } from "./variables.ts";

/** Executes every stage. The user of one that depends on variables of its base image has both expansions. */
export function followAll(graph: StageGraph, context: FollowContext): readonly FollowedStage[] {
  const followed = followStages(graph, context, "undeclared");
  const dependsOnImageEnv = followed.some(
    ({ user }) => user.kind === "explicit" && user.expansion.undeclared.length > 0,
  );
  if (!dependsOnImageEnv) return followed;
  const withImageEnv = followStages(graph, context, "unknown");
  return followed.map((stage, index) => ({
    ...stage,
    user: withEnvOf(stage.user, withImageEnv[index]?.user, graph),
  }));
}

/** A user with what it is if the base image sets what the file does not. Scratch sets nothing. */
function withEnvOf(
  user: StageUser,
  other: StageUser | undefined,
  { stages }: StageGraph,
): StageUser {
  if (user.kind !== "explicit" || other?.kind !== "explicit") return user;
  if (other.expansion.text === user.expansion.text) return user;
  const isOnScratch = stages[user.stage]?.root.kind === "scratch";
  return isOnScratch ? user : { ...user, withImageEnv: other.expansion };
}

/**
 * Executes every stage with the variables of its base. Stages form a forest by their bases; it is walked depth first with one
 * scope that is rewound on the way back, so the time is linear in the number of instructions.
 * @param absent what a variable is that the file does not set
 */
function followStages(
  { stages }: StageGraph,
  context: FollowContext,
  absent: "undeclared" | "unknown",
): readonly FollowedStage[] {
  const children = stages.map((): number[] => []);
  const roots: number[] = [];
  for (const { index, base } of stages)
    (base.kind === "stage" ? children[base.stage] : roots)?.push(index);
  const followed: FollowedStage[] = [];
  const triggers = stages.map(triggersOf);
  let runs = 0;
  const scope = new Scope(context.global.reading, absent, context.global.templates);
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
    const all = parent === null ? [] : (triggers[parent] ?? []);
    runs += all.length;
    const tooMany = runs > maxTriggerRuns;
    const result = followStage(
      {
        ...{ index: stage.index, instructions: stage.instructions },
        triggers: tooMany ? [] : all,
        absentPaths: absentPaths(stage, context.global.reading),
      },
      parent === null ? null : (followed[parent] ?? null),
      scope,
      context,
    );
    followed[stage.index] = tooMany ? withProblem(result, stage) : result;
    for (const child of (children[stage.index] ?? []).toReversed()) pending.push({ enter: child });
  }
  return followed;
}

/** Scratch sets nothing; what another image sets is unknown, or taken as nothing. */
function absentPaths({ root }: StageDraft, { unset }: Reading): AbsentPaths {
  if (root.kind === "scratch") return "empty";
  return unset === "unknown" ? "unknown" : "assumed empty";
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
