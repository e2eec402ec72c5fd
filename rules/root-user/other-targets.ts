import type { EnrichedBuild, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import { stageLabel } from "../../src/domain/build/inference-images.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { inconclusive } from "../support/questions.ts";

/**
 * Stages that only `--target` can build and that would run as root: a question as long as no target is set, since nothing in the
 * file says whether they ship.
 * @param findingOf what the rule would report of a stage if it were the target
 */
export function* otherTargetQuestions(
  { stages, isTargetSet }: EnrichedBuild,
  findingOf: (stage: EnrichedStage) => RuleFinding | null,
): Iterable<Unresolved> {
  for (const stage of stages.filter(({ isOtherTarget }) => isOtherTarget)) {
    const finding = findingOf(stage);
    if (!finding) continue;
    const [canonical = ""] = finding.subject.split("|", 1);
    const name = stageLabel(stage);
    // A run with that target reports the finding where it stands: a suppression there is not unused.
    yield inconclusive({ region: finding.region, canonical }, { dependsOnRun: true });
    if (isTargetSet) {
      yield inconclusive({ region: stage.region, canonical }, { dependsOnRun: true });
      continue;
    }
    yield {
      kind: "unresolved",
      about: "image",
      region: stage.region,
      canonical,
      scope: "instruction",
      dependsOnRun: true,
      image: finding.image ?? canonical,
      subject: `${finding.subject}|target`,
      related: [{ message: `what stage ${name} runs as`, region: finding.region }],
      unknown: "build",
      reason: `stage ${name} would run as root, but only --target builds it`,
      because: null,
      decidedBy: `set build: { targets: [${name}] } in the configuration, or pass --target ${name}`,
      evidence: finding.evidence,
    };
  }
}
