import { fileStart } from "../../src/domain/build/region.ts";
import type { StageImages } from "../../src/domain/build/built-on.ts";
import { imagesByStage } from "../../src/domain/build/built-on.ts";
import type { EnrichedBuild, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { inconclusive } from "./questions.ts";

/** What each stage is built on, worked out once for all rules. */
export function stageImages(
  build: EnrichedBuild,
  { memo }: Pick<RuleContext, "memo">,
): readonly StageImages[] {
  return memo(build, "images by stage", () => imagesByStage(build));
}

/** Where the command line chose the target: a run without `--target` checks another stage. */
export function targetQuestions(
  target: EnrichedStage | undefined,
  { isTargetChosen }: Pick<RuleContext, "isTargetChosen">,
): readonly Unresolved[] {
  if (!isTargetChosen) return [];
  const location = { region: target?.region ?? fileStart, canonical: null };
  return [inconclusive(location, { dependsOnRun: false, scope: "file" })];
}
