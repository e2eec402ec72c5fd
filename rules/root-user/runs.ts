import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import type { ImageRun, RunOfBuild, RunUser } from "../../src/domain/build/image-run.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import {
  imageText,
  isInferenceImage,
  referenceText,
  subjectOf,
} from "../../src/domain/build/inference-images.ts";
import { isRootUser } from "../../src/domain/build/user.ts";
import type { RuleFinding } from "../../src/domain/rule/finding.ts";
import { advice } from "../../src/domain/rule/message.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import type { Unresolved } from "../../src/domain/rule/unresolved.ts";
import type { OpenQuestion } from "../support/questions.ts";
import { imageQuestion, inconclusive } from "../support/questions.ts";
import { mayBeQueried } from "../support/registry.ts";
import { defaultUserQuestion } from "./default-user.ts";
import { ownImage, usersOf } from "./image-user.ts";
import { messages } from "./messages.ts";
import { remedyElsewhere } from "./run-user.ts";

type RunImage = EnrichedImage & { readonly run: ImageRun };

/** Who runs the images that a file of another kind than a Dockerfile names. */
export function* runsOfFile(
  build: EnrichedBuild,
  context: RuleContext,
): Iterable<RuleFinding | Unresolved> {
  for (const image of build.images) {
    if (image.via !== "reference" || !isRun(image) || image.inference === "no") continue;
    if (image.inference === "possible" || !isInferenceImage(image))
      yield inconclusive(image, { dependsOnRun: true });
    else yield* runOf(build, image, image.run, context);
  }
  for (const run of build.runsOfBuilds ?? []) yield* builtRun(run);
}

function isRun(image: EnrichedImage): image is RunImage {
  return image.run !== undefined;
}

function* runOf(
  build: EnrichedBuild,
  image: InferenceImage,
  { conda, user, forbidsRoot, userSetting }: ImageRun,
  context: RuleContext,
): Iterable<RuleFinding | Unresolved> {
  if (conda !== null) {
    if (!forbidsRoot) yield imageQuestion(build, image, builtAsRoot);
    return;
  }
  // In a compose file, an empty user is none.
  if (user === null || user.value === "") {
    if (!forbidsRoot) yield* defaultUser(build, image, userSetting, context);
    return;
  }
  const own = { region: user.region, subject: `${subjectOf(build, image)}user` };
  if (user.value === null) {
    if (!forbidsRoot) yield { ...imageQuestion(build, image, unknownUser(user)), ...own };
  } else if (isRootUser(user.value))
    yield {
      ...own,
      message: messages.run(
        { reference: referenceText(image), user: user.value },
        remedyElsewhere(image.facts, userSetting),
      ),
      confidence: "high",
      image: referenceText(image),
      related: [{ message: `the image ${referenceText(image)}`, region: image.region }],
      evidence: [
        { fact: "user", value: user.value, source: "this file", asOf: null },
        ...usersOf(image.facts),
      ],
      fix: null,
    };
}

/** Public copies of the Dockerfile that Azure ML writes have `USER root` and none after it; no document says who then runs. */
const builtAsRoot: OpenQuestion = {
  unknown: "user",
  reason: "Azure ML builds this environment as root",
  because: null,
  decidedBy: "build it from a Dockerfile that ends in USER and a name that is not root",
  evidence: [],
};

function unknownUser({ written }: RunUser): OpenQuestion {
  return {
    unknown: "user",
    reason: `'${written}' is not known here`,
    because: null,
    decidedBy: "write a user that is not root",
    evidence: [],
  };
}

/** Nothing in the file says who runs. */
function* defaultUser(
  build: EnrichedBuild,
  image: InferenceImage,
  setting: string | null,
  { asOf }: RuleContext,
): Iterable<RuleFinding | Unresolved> {
  const { facts } = image;
  const { reading } = checkedReading(image);
  if (reading.kind !== "reference") return;
  if (facts.published === null && mayBeQueried(reading.reference, asOf))
    yield inconclusive(image, { dependsOnRun: true });
  const { defaultUser: user } = facts;
  if (!user.known) {
    // An image with files for others is not run by itself.
    if (facts.family !== "assets")
      yield imageQuestion(build, image, {
        ...defaultUserQuestion(user.why),
        decidedBy:
          setting === null
            ? "build a Dockerfile on it that ends in a USER that is not root"
            : `set ${setting} to a user that is not root`,
      });
    return;
  }
  if (!isRootUser(user.value)) return;
  yield {
    message: messages.alone(
      { reference: imageText(image), user: user.value },
      setting === null ? ownImage : remedyElsewhere(facts, setting),
    ),
    confidence: user.confidence,
    region: image.region,
    image: referenceText(image),
    subject: subjectOf(build, image),
    related: image.expansion.provenance,
    evidence: usersOf(facts),
    fix: null,
  };
}

/** What runs a Dockerfile's image as root, whatever the Dockerfile says. Any other user changes nothing about it. */
function* builtRun({
  user,
  dockerfile,
  image,
  name,
}: RunOfBuild): Iterable<RuleFinding | Unresolved> {
  const about = { region: user.region, image, subject: `${image}|${name}`, related: [] } as const;
  if (user.value === null)
    yield {
      ...{ kind: "unresolved", about: "image", canonical: null, scope: "instruction" },
      ...{ dependsOnRun: false, ...about, ...unknownUser(user) },
    };
  else if (user.value !== "" && isRootUser(user.value))
    yield {
      ...about,
      message: messages.built(
        { name, dockerfile, user: user.value },
        {
          ...advice("Remove it, or write a user that is not root"),
          keepsImage: true,
        },
      ),
      confidence: "high",
      evidence: [{ fact: "user", value: user.value, source: "this file", asOf: null }],
      fix: null,
    };
}
