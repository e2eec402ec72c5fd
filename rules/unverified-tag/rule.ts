import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { AgeQuestion, FormQuestion } from "../../src/domain/rule/unresolved.ts";
import page from "./README.md";

const messages = {
  undecided: defineMessage(
    "undecided",
    ["reference", "published", "lastSupporting"],
    ({ published }) => `tag from ${published}, may be stale`,
    ({ reference, published, lastSupporting }) =>
      `'${reference}' was published on ${published} and is stale if latest of this repository is newer than ${lastSupporting}; use --online or --facts to find out.`,
  ),
  unanswered: defineMessage(
    "unanswered",
    ["reference", "published", "lastSupporting", "why"],
    ({ published }) => `tag from ${published}, may be stale`,
    ({ reference, published, lastSupporting, why }) =>
      `'${reference}' was published on ${published} and is stale if latest of this repository is newer than ${lastSupporting}; the date of latest is unknown: ${why}.`,
  ),
  form: defineMessage(
    "form",
    ["reference", "forms", "owner"],
    ({ forms }) => `tag of an unknown form, expected ${forms}`,
    ({ reference, forms, owner }) =>
      `'${reference}' may not exist: the known tags of ${owner} have another form (${forms}); use --online or --facts to find out.`,
  ),
  near: defineMessage(
    "near",
    ["reference", "forms", "owner", "near"],
    ({ near }) => `tag of an unknown form, closest '${near}'`,
    ({ reference, forms, owner, near }) =>
      `'${reference}' may not exist: the known tags of ${owner} have another form (${forms}), and the closest tag is '${near}'; use --online or --facts to find out.`,
  ),
};

export const rule: Rule = defineRule({
  id: "unverified-tag",
  since: "0.1.0",
  status: "stable",
  aliases: ["undecided-tag"],
  level: "warning",
  precision: "high",
  securitySeverity: "4.0",
  tags: ["security", "docker"],
  summary: "The tag of an azureml inference image may be stale, or may not exist.",
  page,
  messages,
  options: {},
  optionKinds: {},
  looseMatch: "image",
  sharedSettings: ["supportWindow"],
  questionsFrom: ["stale-tag"],
  check: () => [],
  *checkUnresolved(questions): Iterable<RuleFinding> {
    for (const question of questions) {
      if (question.about !== "age" && question.about !== "form") continue;
      const { region, image, subject, related, evidence, confidence } = question;
      yield {
        kind: "open",
        ...{ confidence, region, image, subject, related, evidence },
        ...(question.about === "age" ? ageFinding(question) : formFinding(question)),
      };
    }
  },
});

type Finding = Pick<RuleFinding, "message" | "fix" | "noFix">;

function ageFinding(question: AgeQuestion): Finding {
  const { published, lastSupporting, why, remedy, fix, noFix } = question;
  const values = { reference: namedIn(question), published, lastSupporting };
  const message =
    why === null
      ? messages.undecided(values, remedy)
      : messages.unanswered({ ...values, why }, remedy);
  return { message, fix, ...(noFix === undefined ? {} : { noFix }) };
}

function formFinding(question: FormQuestion): Finding {
  const { forms, owner, near, remedy } = question;
  const values = { reference: namedIn(question), forms, owner };
  const message =
    near === null ? messages.form(values, remedy) : messages.near({ ...values, near }, remedy);
  return { message, fix: null };
}

/** As messages name the image. */
function namedIn({ shown, image }: AgeQuestion | FormQuestion): string {
  return shown ?? image;
}
