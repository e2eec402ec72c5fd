import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { plusDays } from "../../src/text/calendar-date.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { successorFix } from "../support/image-fix.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import {
  evidence,
  evidenceOf,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import type { Known } from "../../src/domain/image/known.ts";
import { unknown } from "../../src/domain/image/known.ts";
import type { SupportKind } from "../../src/domain/image/lifecycle.ts";
import {
  canAct,
  cycleEnded,
  cycleName,
  lastDay,
  usableSuccessor,
} from "../../src/domain/image/lifecycle.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { ReleaseCycle } from "../../src/domain/image/release-cycle.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import { recommend } from "../support/recommendation.ts";
import page from "./README.md";

type Options = { readonly days: number };

const messages = {
  ending: "Support for {1} in '{0}' ends on {2}.",
  ended: "Support for {1} in '{0}' ended on {2}; Microsoft publishes no replacement yet.",
};

const waiting = "Watch Microsoft's list for a replacement, and keep to latest meanwhile.";

export const rule: Rule<Options> = defineRule<Options>({
  id: "support-ending",
  level: "note",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "end-of-life"],
  summary: "Support for the OS or Python of an azureml inference image ends soon.",
  page,
  messages,
  options: { days: 90 },
  optionKinds: {
    days: {
      kind: "integer",
      min: 0,
      max: 3650,
      stricter: "more",
      about: "How many days ahead an end of support is announced.",
    },
  },
  needs: ["os", "python"],
  *check(build, { asOf, options: { days }, optionsOf, wantsFixes }): Iterable<RuleFinding> {
    const horizon = plusDays(asOf, days);
    for (const image of inferenceImages(build)) {
      for (const release of releasesOf(image)) {
        const { cycle, fact, known } = release;
        const eol = optionsOf(release.rule);
        const support: SupportKind = eol?.["support"] === "extended" ? "extended" : "standard";
        const end = lastDay(cycle, support);
        if (!cycle || end === null) continue;
        const ended = cycleEnded(cycle, asOf, support);
        const saysEol = canAct(image.facts, asOf) || eol?.["withoutReplacement"] === "error";
        if (ended ? saysEol : end > horizon) continue;
        const reference = referenceText(image);
        const args = [reference, cycleName(cycle), end];
        yield {
          message: ended
            ? message(messages, "ended", args, waiting)
            : message(messages, "ending", args, remedy(image, asOf, release)),
          confidence: "high",
          region: image.region,
          image: reference,
          subject: subjectOf(build, image),
          related: image.expansion.provenance,
          evidence: [...evidenceOf(fact, known), evidence("end of support", end, cycle.source)],
          fix:
            wantsFixes && hasSuccessor(image, asOf, release)
              ? successorFix(build, image, asOf)
              : null,
        };
      }
    }
  },
});

/** A release that an image is built on, and the rule that judges its end. */
interface Release {
  readonly cycle: ReleaseCycle | null;
  readonly fact: "os" | "python";
  readonly known: Known<string>;
  readonly rule: string;
}

function releasesOf({ facts }: InferenceImage): readonly Release[] {
  return [
    { cycle: facts.osCycle, fact: "os", known: facts.os, rule: "eol-os" },
    { cycle: facts.pythonCycle, fact: "python", known: facts.python, rule: "eol-python" },
  ];
}

function remedy(image: InferenceImage, asOf: CalendarDate, release: Release): string {
  return hasSuccessor(image, asOf, release)
    ? recommend({ ...image.facts, support: unknown("it is about to end") }, asOf)
    : "Plan the move to an image on a newer release before that day.";
}

/** A successor on the same release is no way out of this. */
function hasSuccessor(
  { facts }: InferenceImage,
  asOf: CalendarDate,
  { cycle, fact }: Release,
): boolean {
  const successor = usableSuccessor(facts, asOf);
  const next = fact === "os" ? successor?.osCycle : successor?.pythonCycle;
  return successor !== null && next?.cycle !== cycle?.cycle;
}
