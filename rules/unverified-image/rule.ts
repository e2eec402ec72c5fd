import { checkedReading } from "../../src/domain/build/build.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import type { Evidence, RuleFinding } from "../../src/domain/rule/finding.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import {
  isInferenceImage,
  referenceText,
  stageLabel,
  subjectOf,
  targetLineage,
} from "../../src/domain/build/inference-images.ts";
import type { Known } from "../../src/domain/image/known.ts";
import { canAct } from "../../src/domain/image/lifecycle.ts";
import { message } from "../../src/domain/rule/message.ts";
import type { ReleaseCycle } from "../../src/domain/image/release-cycle.ts";
import { compareRegions } from "../../src/domain/build/region.ts";
import type { Rule, RuleContext } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { SupportWindow } from "../../src/domain/image/tag-age.ts";
import { evaluateTagAge } from "../../src/domain/image/tag-age.ts";
import page from "./README.md";

const messages = {
  image: "It cannot be told whether '{0}' is an azureml inference image: {1}.",
  facts: "'{0}' could not be judged in full: {1}.",
  user: "It cannot be told whether the target stage '{0}' runs as root: {1}.",
};

/** What is not known, and what would decide it: parts of the two sentences. */
interface Question {
  readonly why: string;
  readonly decides: string;
  readonly evidence: readonly Evidence[];
}

const imageRules = [
  "root-user",
  "eol-os",
  "eol-python",
  "unsupported-image",
  "unlisted-image",
  "stale-tag",
  "unverified-tag",
  "support-ending",
];

export const rule: Rule = defineRule({
  id: "unverified-image",
  level: "note",
  precision: "high",
  securitySeverity: null,
  tags: ["docker"],
  summary: "A question about an azureml inference image that could not be answered.",
  page,
  messages,
  options: {},
  optionKinds: {},
  needs: ["no registry"],
  *check(build, context): Iterable<RuleFinding> {
    const target = targetLineage(build);
    for (const image of build.images) yield* aboutImage(build, image, target, context);
    if (context.optionsOf("root-user")) yield* aboutUser(build, target);
  },
});

function* aboutImage(
  build: EnrichedBuild,
  image: EnrichedImage,
  target: readonly EnrichedStage[],
  context: RuleContext,
): Iterable<RuleFinding> {
  const { optionsOf } = context;
  // What COPY and RUN cannot expand is refused, which invalid-dockerfile says.
  const isOpen = image.inference === "possible" && image.via === "from";
  if (isOpen && imageRules.some((id) => optionsOf(id))) {
    const checked = checkedReading(image).expansion;
    yield finding(build, image, "image", [openText(checked.text, checked.unresolved)]);
    return;
  }
  if (!isInferenceImage(image)) {
    const why = conditionalFault(build, image);
    const question = why && { why, decides: "correct the name of the image", evidence: [] };
    if (question) yield finding(build, image, "facts", [question]);
    return;
  }
  const questions = [...tagQuestion(image, context), ...factsQuestion(image, target, context)];
  if (questions.length > 0) yield finding(build, image, "facts", questions);
}

/**
 * What makes the name of an inference image no reference, where a value that is unknown here could yet mend it: no other rule
 * speaks of it then.
 */
function conditionalFault({ problems }: EnrichedBuild, image: EnrichedImage): string | null {
  const { reading } = checkedReading(image);
  if (image.inference !== "yes" || reading.kind !== "invalid") return null;
  const isRejected = problems.some(
    ({ region, unconditional }) => unconditional && compareRegions(region, image.region) === 0,
  );
  return isRejected ? null : reading.why;
}

function finding(
  build: EnrichedBuild,
  image: EnrichedImage,
  id: "image" | "facts",
  questions: readonly Question[],
): RuleFinding {
  const reference = referenceText(image);
  const args = [reference, questions.map(({ why }) => why).join(", and ")];
  const decides = questions.map((question) => question.decides).join("; ");
  return {
    message: message(messages, id, args, `${sentenceCase(decides)}.`),
    confidence: "high",
    region: image.region,
    image: reference,
    subject: subjectOf(build, image),
    related: image.expansion.provenance,
    evidence: questions.flatMap((question) => question.evidence),
    fix: null,
  };
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

function tagQuestion(image: InferenceImage, { optionsOf, asOf }: RuleContext): Question[] {
  const window = optionsOf("stale-tag") ?? optionsOf("unverified-tag");
  if (!window) return [];
  const { unresolved } = checkedReading(image).expansion;
  if (unresolved.length > 0) return [openText("", unresolved)];
  const { tagDate, latest, repository, existence } = image.facts;
  // Another rule says that there is no such image, and an image that is not there has no age.
  if (existence.kind === "absent") return [];
  const age = evaluateTagAge(tagDate, latest, window as unknown as SupportWindow, asOf);
  if (age.kind !== "unknown") return [];
  // Tags of curated images are integers, which tell no day.
  const isCurated = repository.startsWith("azureml/curated/");
  const dated = isCurated ? "" : ", or a dated tag (YYYYMMDD.vN)";
  const asked = age.isAsked ? "" : ", or let --online or --facts tell it";
  return [
    {
      why: `its age is not known, since ${age.why}`,
      decides: `use latest${dated}${asked}`,
      evidence: [notKnown("date of the tag or digest", age.why)],
    },
  ];
}

/** OS and Python are asked for only where an end of life could be acted upon, the user only where none is set. */
function factsQuestion(
  image: InferenceImage,
  target: readonly EnrichedStage[],
  { optionsOf, asOf }: RuleContext,
): Question[] {
  const { os, python, osCycle, pythonCycle, defaultUser } = image.facts;
  const queries = (rule: string): boolean =>
    canAct(image.facts, asOf) && (optionsOf(rule) ?? optionsOf("support-ending")) !== null;
  const releases = [
    ...(queries("eol-os") ? openRelease("operating system", os, osCycle) : []),
    ...(queries("eol-python") ? openRelease("Python", python, pythonCycle) : []),
  ];
  const queriesUser = optionsOf("root-user") !== null && determinesUser(image, target);
  const user = queriesUser && !defaultUser.known ? [notKnown("default user", defaultUser.why)] : [];
  const unknowns = [...releases, ...user];
  if (unknowns.length === 0) return [];
  const names = unknowns.map(({ fact }) => fact);
  const decides = [
    ...(releases.length > 0 ? ["look into the image, or take one that Microsoft lists"] : []),
    ...(user.length > 0 ? ["end the target stage with a USER that is not root"] : []),
  ];
  return [
    {
      why: `its ${enumerated(names)} ${names.length === 1 ? "is" : "are"} not known`,
      decides: decides.join("; "),
      evidence: unknowns,
    },
  ];
}

function openRelease(
  name: string,
  fact: Known<string>,
  cycle: ReleaseCycle | null,
): readonly Evidence[] {
  if (cycle !== null) return [];
  return fact.known
    ? [notKnown(`end of support (${name} ${fact.value})`, "no source known here states it")]
    : [notKnown(name, fact.why)];
}

/** Whether the target stage runs as the image's own user. */
function determinesUser(image: EnrichedImage, target: readonly EnrichedStage[]): boolean {
  const base = target.at(-1)?.base;
  const isBase = (base?.kind === "image" || base?.kind === "unresolved") && base.image === image;
  return isBase && target[0]?.user.kind === "inherited";
}

function notKnown(fact: string, why: string): Evidence {
  return { fact, value: "unknown", source: why, asOf: null };
}

/** `a`, `a and b`, `a, b and c`. */
function enumerated(names: readonly string[]): string {
  return names.length < 2
    ? names.join("")
    : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
}

/** The USER of the target: a build argument or a template in it. */
function* aboutUser(build: EnrichedBuild, target: readonly EnrichedStage[]): Iterable<RuleFinding> {
  const [stage] = target;
  const base = target.at(-1)?.base;
  const image = base?.kind === "image" || base?.kind === "unresolved" ? base.image : null;
  if (stage?.user.kind !== "explicit" || !image || image.inference === "no") return;
  const { expansion, region } = stage.user;
  const [name = ""] = expansion.text.split(":", 1);
  if (!name.includes(unresolvedPart) && !hasTemplate(name)) return;
  const question = openText(name, expansion.unresolved);
  yield {
    message: message(
      messages,
      "user",
      [stageLabel(stage), question.why],
      `${sentenceCase(question.decides)}.`,
    ),
    confidence: "high",
    region,
    image: referenceText(image),
    subject: `${image.canonical ?? image.written}|${stageLabel(stage)}|user`,
    related: expansion.provenance,
    evidence: question.evidence,
    fix: null,
  };
}

function openText(text: string, unresolved: readonly string[]): Question {
  const names = [...new Set(unresolved)];
  if (names.length === 0 || (hasTemplate(text) && !text.includes(unresolvedPart)))
    return {
      why: "it holds a template",
      decides: "judge the file that the template engine writes",
      evidence: [],
    };
  const [has, it] = names.length === 1 ? ["has", "it"] : ["have", "them"];
  return {
    why: `ARG ${names.join(" and ARG ")} ${has} no value`,
    decides: `pass ${names.map((name) => `--build-arg ${name}=…`).join(" ")}, or give ${it} a default`,
    evidence: [],
  };
}
