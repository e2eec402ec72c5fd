import type { ExplicitUser } from "../../src/domain/build/build.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import {
  baseImageOf,
  isInferenceImage,
  referenceText,
  stageLabel,
  subjectIn,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { isInvalidUser, isRootUser, nameOfUser } from "../../src/domain/build/user.ts";
import { confidenceOf, valueOf } from "../../src/domain/image/known.ts";
import { evidenceOf } from "../../src/domain/rule/evidence.ts";
import type { Evidence, FixOrReason, RuleFinding } from "../../src/domain/rule/finding.ts";
import { withoutFix } from "../../src/domain/rule/finding.ts";
import type { Remedy } from "../../src/domain/rule/message.ts";
import { advice, defineMessage } from "../../src/domain/rule/message.ts";
import type { Rule } from "../../src/domain/rule/rule.ts";
import { defineRule } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import { inconclusive } from "../support/questions.ts";
import { within } from "../support/source-fragment.ts";
import { stageImages, targetQuestions } from "../support/target.ts";
import { userFix } from "../support/user-fix.ts";
import page from "./README.md";

const short = ({ user }: { readonly user: string }): string => `user '${user}' is not a number`;

const messages = {
  stated: defineMessage(
    "stated",
    ["user", "stage"],
    short,
    ({ user, stage }) =>
      `The user of stage ${stage} is '${user}', a name, so Kubernetes cannot see that it is not root and refuses it under runAsNonRoot.`,
  ),
  inherited: defineMessage(
    "inherited",
    ["user", "reference"],
    short,
    ({ user, reference }) =>
      `No USER sets a number, and '${reference}' starts as '${user}', a name, so Kubernetes refuses it under runAsNonRoot.`,
  ),
  run: defineMessage(
    "run",
    ["user", "reference"],
    short,
    ({ user, reference }) =>
      `This file demands runAsNonRoot, and '${reference}' starts as '${user}', a name, which Kubernetes refuses.`,
  ),
};

export const rule: Rule = defineRule({
  id: "non-numeric-user",
  level: "off",
  since: "0.1.0",
  status: "stable",
  precision: "high",
  securitySeverity: null,
  tags: ["docker", "kubernetes"],
  summary: "The user is a name, which Kubernetes refuses where it demands runAsNonRoot.",
  page,
  messages,
  options: {},
  optionKinds: {},
  queries: ["user", "number"],
  *check(build, context): Iterable<RuleFinding | Unresolved> {
    yield* runsAsImage(build);
    const target = build.target === null ? undefined : build.stages[build.target];
    yield* targetQuestions(target, context);
    if (!target) return;
    const images = stageImages(build, context);
    const { first = target, certain = null, open = null } = images[target.index] ?? {};
    if (!certain) {
      if (open) yield inconclusive(open.image, { dependsOnRun: true, scope: "file" });
      return;
    }
    if (target.user.kind === "explicit") yield* statedUser(target, target.user, certain.image);
    else yield* inheritedUser(target, certain.image, baseImageOf(first.base));
  },
});

/** Whether Kubernetes cannot tell that a user is not root. What is root, or no user of any image, other rules report. */
function isName(user: string): boolean {
  return !isRootUser(user) && !isInvalidUser(user) && !/^[+-]?\d+$/.test(nameOfUser(user));
}

function* statedUser(
  target: EnrichedStage,
  user: ExplicitUser,
  image: EnrichedImage,
): Iterable<RuleFinding | Unresolved> {
  const { expansion, region, withImageEnv } = user;
  const { text, unresolved, provenance } = expansion;
  if (unresolved.length > 0 || withImageEnv !== null || hasTemplate(text)) {
    yield inconclusive({ region, canonical: image.canonical }, { dependsOnRun: true });
    return;
  }
  if (!isName(text)) return;
  const name = nameOfUser(text);
  const number = numberOf(image, name);
  yield {
    message: messages.stated({ user: text, stage: stageLabel(target) }, remedyFor(number, "USER")),
    confidence: "high",
    region,
    image: referenceText(image),
    subject: subjectIn(image, target),
    related: provenance,
    evidence: [
      { fact: "user", value: text, source: "the Dockerfile", asOf: null },
      ...numberEvidence(image, number),
    ],
    ...nameFix(user, name, number),
  };
}

/** The image's own user counts. */
function* inheritedUser(
  target: EnrichedStage,
  image: EnrichedImage,
  base: EnrichedImage | null,
): Iterable<RuleFinding | Unresolved> {
  const user = base?.facts?.defaultUser;
  if (!base || !user?.known) {
    yield inconclusive(
      { region: target.region, canonical: image.canonical },
      { dependsOnRun: true },
    );
    return;
  }
  if (!isName(user.value)) return;
  const number = numberOf(base, nameOfUser(user.value));
  yield {
    message: messages.inherited(
      { user: user.value, reference: referenceText(base) },
      remedyFor(number, "USER"),
    ),
    confidence: confidenceOf(user),
    region: target.region,
    image: referenceText(image),
    subject: subjectIn(image, target),
    related: [],
    evidence: [...evidenceOf("default user of the image", user), ...numberEvidence(base, number)],
    ...(number === null ? noNumber : userFix(target, number)),
  };
}

/** What a Kubernetes manifest runs with `runAsNonRoot` and without `runAsUser`. */
function* runsAsImage(build: EnrichedBuild): Iterable<RuleFinding | Unresolved> {
  for (const image of build.images) {
    const { run } = image;
    if (!run?.forbidsRoot || run.user !== null || run.conda !== null) continue;
    if (!isInferenceImage(image)) {
      if (image.inference !== "no") yield inconclusive(image, { dependsOnRun: true });
      continue;
    }
    const { defaultUser: user } = image.facts;
    if (!user.known) yield inconclusive(image, { dependsOnRun: true });
    if (!user.known || !isName(user.value)) continue;
    const number = numberOf(image, nameOfUser(user.value));
    yield {
      message: messages.run(
        { user: user.value, reference: referenceText(image) },
        remedyFor(number, "securityContext.runAsUser"),
      ),
      confidence: confidenceOf(user),
      region: image.region,
      image: referenceText(image),
      subject: subjectOf(build, image),
      related: image.expansion.provenance,
      evidence: [
        ...evidenceOf("default user of the image", user),
        ...numberEvidence(image, number),
      ],
      ...withoutFix("where the manifest sets the user is for its author to choose"),
    };
  }
}

const noNumber = withoutFix("no source states the number of this user");

/** The number of a user of an image; null where no source states it. */
function numberOf({ facts }: EnrichedImage, name: string): string | null {
  const [known, number] = facts ? [valueOf(facts.userName), valueOf(facts.userNumber)] : [];
  return known != null && number != null && nameOfUser(known) === name ? nameOfUser(number) : null;
}

function numberEvidence({ facts }: EnrichedImage, number: string | null): readonly Evidence[] {
  return facts && number !== null ? evidenceOf("the same user", facts.userNumber) : [];
}

function remedyFor(number: string | null, where: "USER" | "securityContext.runAsUser"): Remedy {
  const set = where === "USER" ? "Write USER with" : `Set ${where} to`;
  const action =
    number === null
      ? `${set} the number of the user, which id -u prints in the image`
      : `${set} the number ${number}`;
  return { ...advice(action), keepsImage: true };
}

/** The number in place of the name; the group stays. */
function nameFix(
  { region, written }: ExplicitUser,
  name: string,
  number: string | null,
): FixOrReason {
  if (number === null) return noNumber;
  const place = written.startsWith(name) ? within(region, written, 0, name.length) : null;
  if (place === null) return withoutFix("the user is not written as it is in the instruction");
  return {
    fix: {
      safe: false,
      description: `Change the user ${name} to its number ${number}.`,
      edits: [{ region: place, text: number }],
    },
  };
}
