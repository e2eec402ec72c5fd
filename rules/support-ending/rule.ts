import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { imageText, inferenceImages } from "../../src/domain/build/inference-images.ts";
import { endEvidence, evidenceOf } from "../../src/domain/rule/evidence.ts";
import type { Known } from "../../src/domain/image/known.ts";
import { confidenceOf } from "../../src/domain/image/known.ts";
import type { SupportKind } from "../../src/domain/image/lifecycle.ts";
import {
  canAct,
  cycleEnded,
  cycleName,
  endingWithinDays,
  lastDay,
  usableSuccessor,
} from "../../src/domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../../src/domain/image/release-cycle.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { plusDays } from "../../src/text/calendar-date.ts";
import type { Advice } from "../support/advice/advice.ts";
import { plainAdvice } from "../support/advice/advice.ts";
import { condaQuestion } from "../support/conda.ts";
import { imageFinding } from "../support/image-finding.ts";
import { successorFix } from "../support/image-fix.ts";
import { pinFinding, pinRemedy, servingPins } from "../support/pins.ts";
import { imageQuestions, releaseQuestion } from "../support/questions.ts";
import { noReplacement, recommendSuccessor } from "../support/recommendation.ts";
import page from "./README.md";

type Options = { readonly days: number };

const messages = {
  ending: defineMessage(
    "ending",
    ["reference", "release", "end"],
    ({ release, end }) => `${release} support ends on ${end}`,
    ({ reference, release, end }) => `Support for ${release} in '${reference}' ends on ${end}.`,
  ),
  ended: defineMessage(
    "ended",
    ["reference", "release", "end"],
    ({ release, end }) => `${release} support ended on ${end}, no replacement yet`,
    ({ reference, release, end }) =>
      `Support for ${release} in '${reference}' ended on ${end}; Microsoft publishes no replacement yet.`,
  ),
  pinned: defineMessage(
    "pinned",
    ["what", "release", "end", "uses"],
    ({ release, end }) => `${release} support ends on ${end}`,
    ({ what, end, uses }) => `${what}, whose support ends on ${end}, and ${uses}.`,
  ),
};

export const rule: Rule<Options> = defineRule<Options>({
  id: "support-ending",
  since: "0.1.0",
  status: "stable",
  level: "note",
  precision: "very-high",
  securitySeverity: null,
  tags: ["docker", "end-of-life"],
  summary: "Support for the OS or Python of an azureml inference image ends soon.",
  page,
  messages,
  options: { days: endingWithinDays },
  optionKinds: {
    days: {
      kind: "integer",
      min: 0,
      max: 3650,
      stricter: "more",
      about: "How many days in advance an end of support is reported.",
    },
  },
  looseMatch: "image",
  queries: ["os"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    const { asOf, options } = context;
    yield* imageQuestions(build);
    const horizon = plusDays(asOf, options.days);
    for (const image of inferenceImages(build)) {
      if (image.conda !== null) yield* condaQuestion(build, image, asOf);
      for (const release of releasesOf(image)) {
        yield* releaseQuestion(build, image, release.fact, asOf);
        const ending = endingOf(release, image, context, horizon);
        if (!ending) continue;
        const { end, hasEnded, cycle, support } = ending;
        const values = { reference: imageText(image), release: cycleName(cycle), end };
        const advised = hasEnded
          ? plainAdvice(noReplacement(context))
          : adviceFor(image, release, context);
        yield imageFinding(build, image, {
          message: messages[hasEnded ? "ended" : "ending"](values, advised.remedy),
          advised,
          confidence: confidenceOf(release.known),
          evidence: [...evidenceOf(release.fact, release.known), ...endEvidence(cycle, support)],
          fixing: hasSuccessor(image, asOf, release)
            ? successorFix(build, image, context)
            : withoutFix("no image with a newer release is known"),
        });
      }
    }
    for (const pin of servingPins(build)) {
      const { cycle, what, uses } = pin;
      const end = lastDay(cycle, "standard");
      if (end === null || end < asOf || end > horizon) continue;
      const values = { what, release: cycleName(cycle), end, uses };
      yield pinFinding(pin, messages.pinned(values, pinRemedy(pin)), context);
    }
  },
});

/** A release that an image uses, and the rule that reports its end. */
interface Release {
  readonly cycle: ReleaseCycle | null;
  readonly fact: "os" | "python";
  readonly known: Known<string>;
  readonly rule: string;
}

/** Where a conda environment serves, the Python of the image does not. */
function releasesOf({ facts, conda }: InferenceImage): readonly Release[] {
  const os: Release = { cycle: facts.osCycle, fact: "os", known: facts.os, rule: "eol-os" };
  const { pythonCycle: cycle, python: known } = facts;
  return conda === null ? [os, { cycle, fact: "python", known, rule: "eol-python" }] : [os];
}

interface Ending {
  readonly cycle: ReleaseCycle;
  readonly end: CalendarDate;
  readonly hasEnded: boolean;
  readonly support: SupportKind;
}

/** An end within the horizon, or one in the past that the other rule does not report. */
function endingOf(
  { cycle, rule: eolRule }: Release,
  { facts }: InferenceImage,
  { asOf, optionsOf }: RuleContext<Options>,
  horizon: CalendarDate,
): Ending | null {
  const eol = optionsOf(eolRule);
  const support: SupportKind = eol?.["support"] === "extended" ? "extended" : "standard";
  const end = lastDay(cycle, support);
  if (!cycle || end === null) return null;
  const hasEnded = cycleEnded(cycle, asOf, support);
  const isReported = canAct(facts, asOf) || eol?.["withoutReplacement"] === "error";
  return (hasEnded ? isReported : end > horizon) ? null : { cycle, end, hasEnded, support };
}

function adviceFor(image: InferenceImage, release: Release, context: RuleContext<Options>): Advice {
  return hasSuccessor(image, context.asOf, release)
    ? recommendSuccessor(image, context)
    : plainAdvice(advice("Plan the move to an image with a newer release before that date"));
}

/** A successor with the same release does not help. */
function hasSuccessor(
  { facts }: InferenceImage,
  asOf: CalendarDate,
  { cycle, fact }: Release,
): boolean {
  const successor = usableSuccessor(facts, asOf);
  const next = fact === "os" ? successor?.osCycle : successor?.pythonCycle;
  return successor !== null && next?.cycle !== cycle?.cycle;
}
