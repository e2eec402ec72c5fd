import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { imageText, taggedImages } from "../../src/domain/build/inference-images.ts";
import { evidence } from "../../src/domain/rule/evidence.ts";
import type { TagDate } from "../../src/domain/image/image-facts.ts";
import { hasSupportWindow } from "../../src/domain/image/lifecycle.ts";
import type { TagAge } from "../../src/domain/image/tag-age.ts";
import { evaluateTagAge, publishedText } from "../../src/domain/image/tag-age.ts";
import { hasDates, tagOfForm } from "../../src/domain/image/tag-form.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import type { Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { acceptsLatest } from "../support/destination.ts";
import { aboutAdvised, imageFinding } from "../support/image-finding.ts";
import { tagFix } from "../support/image-fix.ts";
import {
  imageQuestion,
  imageQuestions,
  inconclusive,
  shownAs,
  unknownText,
  unknownFact,
} from "../support/questions.ts";
import { recommend } from "../support/recommendation.ts";
import { mayBeQueried } from "../support/registry.ts";
import { formQuestion, hasUnexpectedForm, isWrittenTag } from "./form-question.ts";
import { messages } from "./messages.ts";
import page from "./README.md";
import { newestKnownTag } from "../support/newest-tag.ts";
import { rulesAgainst } from "../support/rules-against.ts";

type KnownTagDate = Extract<TagDate, { kind: "dated" }>;

export const rule: Rule = defineRule({
  id: "stale-tag",
  since: "0.1.0",
  status: "stable",
  level: "error",
  precision: "very-high",
  securitySeverity: "7.0",
  tags: ["security", "docker", "external/cwe/cwe-1104"],
  summary: "The tag of an azureml inference image is older than six months before latest.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  sharedSettings: ["supportWindow"],
  queries: ["age"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* imageQuestions(build);
    for (const image of taggedImages(build)) {
      const { tagDate, latest, published } = image.facts;
      const { reading, expansion } = checkedReading(image);
      if (reading.kind !== "reference") continue;
      // Whether there is such a tag comes before its age, and is asked of images without a window, too.
      const isOdd = hasUnexpectedForm(image) && context.optionsOf("unverified-tag") !== null;
      if (isOdd && isWrittenTag(build, image)) yield formQuestion(build, image, context);
      if (!hasSupportWindow(image.facts)) continue;
      const age = evaluateTagAge(tagDate, latest, context.supportWindow, context.asOf);
      if (published === null && mayBeQueried(reading.reference, context.asOf))
        yield inconclusive(image, { dependsOnRun: true });
      if (expansion.unresolved.length > 0)
        yield imageQuestion(build, image, {
          unknown: "tag",
          ...unknownText("", expansion.unresolved, image.via),
          evidence: [],
        });
      else if (age.kind === "unknown" && !isOdd) yield dateQuestion(build, image, age, context);
      else if (age.kind === "unverified" && tagDate.kind === "dated" && !isOdd)
        yield ageQuestion(build, image, tagDate, age.lastSupporting, context);
      else if (reading.reference.templated || reading.reference.tagUnresolved)
        yield inconclusive(image, { dependsOnRun: false });
      if (age.kind === "stale" && tagDate.kind === "dated")
        yield staleFinding(build, image, tagDate, age.windowStart, context);
    }
  },
});

function staleFinding(
  build: EnrichedBuild,
  image: InferenceImage,
  tagDate: KnownTagDate,
  windowStart: string,
  context: RuleContext,
): RuleFinding {
  const { latest } = image.facts;
  const { months, from } = context.supportWindow;
  const [describe, measured] =
    from === "today"
      ? [messages.today, context.asOf]
      : latest.kind === "exact"
        ? [isMirroredLatest(image) ? messages.mirror : messages.exact, latest.date]
        : [messages.latest, (latest.kind === "between" ? latest.earliest : null) ?? ""];
  const values = {
    reference: imageText(image),
    published: publishedText(tagDate),
    windowStart,
    months: String(months),
    measured,
  };
  const advised = recommend(image, context);
  return imageFinding(build, image, {
    message: describe(values, advised.remedy),
    advised,
    confidence: hasUnexpectedForm(image) ? "medium" : tagDate.confidence,
    evidence: [
      evidence("tag date", publishedText(tagDate), tagDate.source),
      ...(from === "latest" && latest.kind === "exact"
        ? [evidence("date of latest", latest.date, latest.source)]
        : []),
      ...(from === "latest" && latest.kind === "between" ? newestKnownTag(latest.newestKnown) : []),
    ],
    fixing: tagFix(build, image, context),
  });
}

/** The date of the tag is known, the date of latest decides. */
function ageQuestion(
  build: EnrichedBuild,
  image: InferenceImage,
  tagDate: KnownTagDate,
  lastSupporting: string,
  context: RuleContext,
): Unresolved {
  const { latest } = image.facts;
  const { newestKnown, why } =
    latest.kind === "between" ? latest : { newestKnown: null, why: null };
  const advised = recommend(image, context);
  const known = [
    evidence("tag date", publishedText(tagDate), tagDate.source),
    ...newestKnownTag(newestKnown),
  ];
  return {
    kind: "unresolved",
    about: "age",
    ...aboutAdvised(build, image, known, advised),
    ...shownAs(image),
    canonical: image.canonical,
    scope: "instruction",
    dependsOnRun: false,
    confidence: tagDate.confidence,
    published: publishedText(tagDate),
    lastSupporting,
    why,
    remedy: advised.remedy,
    ...tagFix(build, image, context),
  };
}

/** The tag or digest has no date that is known. */
function dateQuestion(
  build: EnrichedBuild,
  image: InferenceImage,
  { why, isAsked }: Extract<TagAge, { kind: "unknown" }>,
  context: RuleContext,
): Unresolved {
  const { existence } = image.facts;
  // unknown-tag reports that there is no such image, and an image that does not exist has no age.
  if (existence.kind === "absent") return inconclusive(image, { dependsOnRun: false });
  const online = isAsked ? [] : ["check with --online or --facts"];
  return imageQuestion(build, image, {
    unknown: "fact",
    reason: "age",
    because: why,
    decidedBy: [...tagsToUse(image, context), ...online].join(", or "),
    evidence: [unknownFact("date of the tag or digest", why)],
  });
}

/** Which tag of the image has an age that is known; none where every tag would be reported. */
function tagsToUse(image: InferenceImage, context: RuleContext): readonly string[] {
  if (rulesAgainst(image, context.asOf).length > 0) return ["use a supported image"];
  // A number carries no date.
  const { forms } = image.facts.tagForm;
  const dated = forms !== null && hasDates(forms) ? [tagOfForm(forms)] : [];
  const tags = [...(acceptsLatest(context) ? ["latest"] : []), ...dated];
  return tags.length === 0 ? ["use a tag with a known date"] : [`use ${tags.join(", or ")}`];
}

/** Only the `latest` of a mirror can be stale: Microsoft's own is never older than itself. */
function isMirroredLatest(image: InferenceImage): boolean {
  const { reading } = checkedReading(image);
  if (reading.kind !== "reference") return false;
  const { tag, digest } = reading.reference;
  return tag === "latest" && digest === null;
}
