import { plusDays } from "../../src/domain/calendar-date.ts";
import type { RuleFinding } from "../../src/domain/finding.ts";
import type { InferenceImage } from "../../src/domain/judged.ts";
import {
  evidence,
  evidenceOf,
  inferenceImages,
  referenceText,
  subjectOf,
} from "../../src/domain/judged.ts";
import { canAct, cycleEnded, cycleName, lastDay } from "../../src/domain/lifecycle.ts";
import type { SupportKind } from "../../src/domain/lifecycle.ts";
import { message } from "../../src/domain/message.ts";
import type { Rule } from "../../src/domain/rule.ts";
import { defineRule } from "../../src/domain/rule.ts";
import { wayOut } from "../../src/domain/way-out.ts";
import page from "./README.md";

type Options = { readonly days: number };

const messages = {
  ending: "Support for {1} in '{0}' ends on {2}.",
  ended: "Support for {1} in '{0}' ended on {2}; Microsoft publishes no replacement yet.",
};

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
  *check(build, { asOf, options: { days }, inForce }): Iterable<RuleFinding> {
    const horizon = plusDays(asOf, days);
    for (const image of inferenceImages(build)) {
      for (const { cycle, fact, known, rule: eolRule } of cyclesOf(image)) {
        const eol = inForce(eolRule);
        const support: SupportKind = eol?.["support"] === "extended" ? "extended" : "standard";
        const end = lastDay(cycle, support);
        if (!cycle || end === null) continue;
        const ended = cycleEnded(cycle, asOf, support);
        const saysEol = canAct(image.facts, asOf) || eol?.["withoutReplacement"] === "error";
        if (ended ? saysEol : end > horizon) continue;
        const reference = referenceText(image);
        const args = [reference, cycleName(cycle), end];
        yield {
          message: message(messages, ended ? "ended" : "ending", args, remedy(image, asOf, ended)),
          confidence: "high",
          region: image.region,
          image: reference,
          subject: subjectOf(build, image),
          related: image.expansion.trail,
          evidence: [...evidenceOf(fact, known), evidence("end of support", end, cycle.source)],
          fix: null,
        };
      }
    }
  },
});

function cyclesOf({ facts }: InferenceImage) {
  return [
    { cycle: facts.osCycle, fact: "os", known: facts.os, rule: "eol-os" },
    { cycle: facts.pythonCycle, fact: "python", known: facts.python, rule: "eol-python" },
  ];
}

function remedy(image: InferenceImage, asOf: Parameters<typeof wayOut>[1], ended: boolean): string {
  if (ended) return "Watch Microsoft's list for a replacement, and keep to latest meanwhile.";
  const { successor } = image.facts;
  return successor
    ? wayOut({ ...image.facts, support: { known: false, why: "" } }, asOf)
    : "Plan the move to an image on a newer release before that day.";
}
