import { judgedReading } from "../../src/domain/build.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/enriched-build.ts";
import type { RuleFinding } from "../../src/domain/finding.ts";
import { hasTemplate, hole } from "../../src/domain/image-reference.ts";
import {
  isJudged,
  referenceText,
  stageLabel,
  subjectOf,
  targetLineage,
} from "../../src/domain/judged.ts";
import { canAct } from "../../src/domain/lifecycle.ts";
import { message } from "../../src/domain/message.ts";
import type { Rule, RuleContext, RuleOptions } from "../../src/domain/rule.ts";
import { defineRule } from "../../src/domain/rule.ts";
import { judgeTagAge } from "../../src/domain/tag-age.ts";
import page from "./README.md";

const messages = {
  image: "It cannot be told whether '{0}' is an azureml inference image: {1}.",
  facts: "Not everything about '{0}' could be judged: {1}.",
  user: "It cannot be told whether the target stage '{0}' runs as root: {1}.",
};

/** What is not known, and what would decide it. */
interface Question {
  readonly why: string;
  readonly decides: string;
}

const imageRules = [
  "root-user",
  "eol-os",
  "eol-python",
  "unsupported-image",
  "unlisted-image",
  "stale-tag",
  "undecided-tag",
  "support-ending",
];

export const rule: Rule = defineRule({
  id: "undecided-image",
  level: "note",
  precision: "high",
  securitySeverity: null,
  tags: ["docker"],
  summary: "A question about an azureml inference image that could not be answered.",
  page,
  messages,
  options: {},
  *check(build, context): Iterable<RuleFinding> {
    const target = targetLineage(build);
    for (const image of build.images) yield* aboutImage(build, image, target, context);
    if (context.inForce("root-user")) yield* aboutUser(build, target);
  },
});

function* aboutImage(
  build: EnrichedBuild,
  image: EnrichedImage,
  target: readonly EnrichedStage[],
  context: RuleContext,
): Iterable<RuleFinding> {
  const { inForce } = context;
  // What COPY and RUN cannot expand is refused, which invalid-dockerfile says.
  const isOpen = image.inference === "possible" && image.via === "from";
  if (isOpen && imageRules.some((id) => inForce(id))) {
    const judged = judgedReading(image).expansion;
    const { why, decides } = openText(judged.text, judged.holes);
    yield finding(build, image, "image", [why], [decides]);
    return;
  }
  if (!isJudged(image)) return;
  const questions = [
    ...tagQuestions(image, context),
    ...cycleQuestions(image, context),
    ...userQuestions(image, target, context),
  ];
  if (questions.length === 0) return;
  const decides = [...new Set(questions.map((question) => question.decides))];
  yield finding(
    build,
    image,
    "facts",
    questions.map(({ why }) => why),
    decides,
  );
}

function finding(
  build: EnrichedBuild,
  image: EnrichedImage,
  id: "image" | "facts",
  reasons: readonly string[],
  decides: readonly string[],
): RuleFinding {
  const reference = referenceText(image);
  return {
    message: message(messages, id, [reference, reasons.join("; ")], `${decides.join("; ")}.`),
    confidence: "high",
    region: image.region,
    image: reference,
    subject: subjectOf(build, image),
    related: image.expansion.trail,
    evidence: reasons.map((why) => ({
      fact: "unknown",
      value: why,
      source: "the Dockerfile",
      asOf: null,
    })),
    fix: null,
  };
}

function tagQuestions(image: EnrichedImage & { facts: object }, context: RuleContext): Question[] {
  const { inForce, asOf } = context;
  const window = inForce("stale-tag") ?? inForce("undecided-tag");
  if (!isJudged(image) || !window) return [];
  const { holes } = judgedReading(image).expansion;
  if (holes.length > 0) return [openText("", holes)];
  const { tagDate, latest } = image.facts;
  const age = judgeTagAge(
    tagDate,
    latest,
    window as { months: number; from: "latest" | "today" },
    asOf,
  );
  if (age.kind !== "unknown") return [];
  return [
    {
      why: `the age of the tag or digest is not known, since ${age.why}`,
      decides: "Use latest or a dated tag (YYYYMMDD.vN), whose age can be told",
    },
  ];
}

/** OS and Python: asked only where an end of life could be acted upon. */
function cycleQuestions(image: EnrichedImage, { inForce, asOf }: RuleContext): Question[] {
  if (!isJudged(image) || !canAct(image.facts, asOf)) return [];
  const { os, python, osCycle, pythonCycle } = image.facts;
  return [
    ...cycleQuestion("eol-os", "the operating system", os, osCycle, inForce, "/etc/os-release"),
    ...cycleQuestion("eol-python", "Python", python, pythonCycle, inForce, "python --version"),
  ];
}

function cycleQuestion(
  id: string,
  what: string,
  fact: { readonly known: boolean; readonly why?: string },
  cycle: unknown,
  inForce: (id: string) => RuleOptions | null,
  where: string,
): Question[] {
  if (cycle !== null || !(inForce(id) ?? inForce("support-ending"))) return [];
  const why = fact.known ? "no source known here states its end of life" : (fact.why ?? "");
  return [
    {
      why: `the support of ${what} is not known, since ${why}`,
      decides: `Look into the image (${where}), or move to an image on Microsoft's list`,
    },
  ];
}

function userQuestions(
  image: EnrichedImage,
  target: readonly EnrichedStage[],
  { inForce }: RuleContext,
): Question[] {
  const base = target.at(-1)?.base;
  const isBase = (base?.kind === "image" || base?.kind === "unresolved") && base.image === image;
  if (!isBase || target[0]?.user.kind !== "inherited" || !inForce("root-user")) return [];
  if (!isJudged(image) || image.facts.defaultUser.known) return [];
  return [
    {
      why: `the user it starts as is not known, since ${image.facts.defaultUser.why}`,
      decides: "End the target stage with a USER that is not root",
    },
  ];
}

/** The USER of the target: a build argument or a template in it. */
function* aboutUser(build: EnrichedBuild, target: readonly EnrichedStage[]): Iterable<RuleFinding> {
  const [stage] = target;
  const base = target.at(-1)?.base;
  const image = base?.kind === "image" || base?.kind === "unresolved" ? base.image : null;
  if (stage?.user.kind !== "stated" || !image || image.inference === "no") return;
  const { expansion, region } = stage.user;
  const [name = ""] = expansion.text.split(":", 1);
  if (!name.includes(hole) && !hasTemplate(name)) return;
  const { why, decides } = openText(name, expansion.holes);
  yield {
    message: message(messages, "user", [stageLabel(stage), why], `${decides}.`),
    confidence: "high",
    region,
    image: referenceText(image),
    subject: `${image.canonical ?? image.written}|${stageLabel(stage)}|user`,
    related: expansion.trail,
    evidence: [{ fact: "unknown", value: why, source: "the Dockerfile", asOf: null }],
    fix: null,
  };
}

function openText(text: string, holes: readonly string[]): Question {
  const names = [...new Set(holes)];
  if (names.length === 0 || (hasTemplate(text) && !text.includes(hole)))
    return {
      why: "it holds a template",
      decides: "Judge the file that the template engine writes",
    };
  const options = names.map((name) => `--build-arg ${name}=…`).join(" ");
  return {
    why: `ARG ${names.join(" and ARG ")} ${names.length === 1 ? "has" : "have"} no value`,
    decides: `Pass ${options} to decide it`,
  };
}
