import { regionKey } from "../../src/domain/build/region.ts";
import type { Level, RuleFinding } from "../../src/domain/rule/finding.ts";
import { levels } from "../../src/domain/rule/finding.ts";
import type { Message } from "../../src/domain/rule/message.ts";
import { advice, defineMessage, sentenceCase } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { ImageQuestion } from "../../src/domain/rule/unresolved.ts";
import { joinList } from "../../src/text/list.ts";
import page from "./README.md";

const messages = {
  image: defineMessage(
    "image",
    ["reference", "why"],
    ({ why }) => `cannot determine the image: ${why}`,
    ({ reference, why }) =>
      `Cannot determine whether '${reference}' is an azureml inference image: ${why}.`,
  ),
  facts: defineMessage(
    "facts",
    ["reference", "what", "why"],
    ({ what }) => what,
    ({ reference, why }) => `'${reference}' was not fully checked: ${why}.`,
  ),
  user: defineMessage(
    "user",
    ["why"],
    ({ why }) => `cannot determine the user: ${why}`,
    ({ why }) => `Cannot determine whether the image runs as root: ${why}.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unverified-image",
  since: "0.1.0",
  status: "stable",
  aliases: ["undecided-image"],
  level: "note",
  precision: "high",
  securitySeverity: null,
  tags: ["docker"],
  summary: "A fact about an azureml inference image that could not be determined.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  check: () => [],
  *checkUnresolved(questions, context): Iterable<RuleFinding> {
    for (const causes of byToken(questions.filter((question) => question.about === "image"))) {
      const [{ region, image, subject, related }] = causes;
      const ofStage = causes.find((cause) => cause.ofStage !== undefined)?.ofStage;
      const decidedBy = distinct(causes.map((cause) => cause.decidedBy)).join("; ");
      yield {
        kind: "open",
        message: describe(causes, decidedBy),
        confidence: "high",
        ...{ region, image, subject, related },
        ...(ofStage ? { ofStage } : {}),
        evidence: [
          ...new Map(
            causes.flatMap(({ evidence }) => evidence.map((item) => [JSON.stringify(item), item])),
          ).values(),
        ],
        fix: null,
        level: highest(causes.map(({ level }) => level ?? context.level)),
      };
    }
  },
});

function highest(own: readonly Level[]): Level {
  return levels.find((level) => own.includes(level)) ?? "note";
}

type Causes = readonly [ImageQuestion, ...ImageQuestion[]];

function describe(causes: Causes, decidedBy: string): Message {
  const [{ unknown, image, shown: reference = image }] = causes;
  const remedy = advice(sentenceCase(decidedBy));
  switch (unknown) {
    case "identity":
      return messages.image({ reference, why: whyUnknown(causes, false) }, remedy);
    case "user":
      return messages.user({ why: whyUnknown(causes, false) }, remedy);
    case "fact":
    case "tag":
    case "build":
      return messages.facts(
        { reference, what: whyUnknown(causes, false), why: whyUnknown(causes, true) },
        remedy,
      );
  }
}

/** `operating system and default user unknown, age unknown (no source dates this tag)`. */
function whyUnknown(causes: Causes, isLong: boolean): string {
  const isExplained = ({ because }: ImageQuestion): boolean => isLong && because !== null;
  const facts = causes.filter(({ unknown }) => unknown === "fact");
  const plain = distinct(facts.filter((cause) => !isExplained(cause)).map(({ reason }) => reason));
  return distinct([
    ...causes.filter(({ unknown }) => unknown !== "fact").map(({ reason }) => reason),
    ...(plain.length > 0 ? [`${joinList(plain)} unknown`] : []),
    ...facts
      .filter(isExplained)
      .map(({ reason, because }) => `${reason} unknown (${because ?? ""})`),
  ]).join(", ");
}

/** Several rules ask the same question, and one token can leave several questions open. */
function byToken(questions: readonly ImageQuestion[]): Iterable<Causes> {
  const tokens = new Map<string, [ImageQuestion, ...ImageQuestion[]]>();
  for (const question of questions) {
    const key = regionKey(question.region);
    const causes = tokens.get(key);
    if (causes) causes.push(question);
    else tokens.set(key, [question]);
  }
  return tokens.values();
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
