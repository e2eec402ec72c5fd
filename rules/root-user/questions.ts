import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedImage, EnrichedStage } from "../../src/domain/build/enriched-build.ts";
import {
  isInferenceImage,
  referenceText,
  stageLabel,
} from "../../src/domain/build/inference-images.ts";
import type { ImageQuestion, Unresolved } from "../../src/domain/rule/unresolved.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import { isRootUser } from "../../src/domain/build/user.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { joinList } from "../../src/text/list.ts";
import {
  dependsOnBuildArgs,
  inconclusive,
  unknownText,
  unknownFact,
} from "../support/questions.ts";
import { mayBeQueried } from "../support/registry.ts";

/** Why the rule cannot determine the user of the target. The questions concern the whole file. */
export function* userQuestions(
  target: EnrichedStage,
  baseStage: EnrichedStage,
  { asOf }: RuleContext,
): Iterable<Unresolved> {
  const { base } = baseStage;
  const image = base.kind === "image" || base.kind === "unresolved" ? base.image : null;
  if (!image) {
    if (base.kind !== "scratch")
      yield inconclusive(
        { region: baseStage.region, canonical: null },
        { dependsOnRun: true, scope: "file" },
      );
    return;
  }
  if (image.inference === "possible") yield identityOf(image, target);
  else if (dependsOnBuildArgs(image))
    yield inconclusive(image, { dependsOnRun: true, scope: "file" });
  if (image.inference === "no") return;
  if (target.user.kind === "inherited") yield* defaultUserQuestions(image, target, asOf);
  else yield* explicitUserQuestions(image, target);
}

function* defaultUserQuestions(
  image: EnrichedImage,
  target: EnrichedStage,
  asOf: RuleContext["asOf"],
): Iterable<Unresolved> {
  const { reading } = checkedReading(image);
  if (!isInferenceImage(image) || reading.kind !== "reference") {
    if (image.inference === "yes") yield inconclusive(image, { dependsOnRun: true, scope: "file" });
    return;
  }
  const { published, defaultUser } = image.facts;
  if (published === null && mayBeQueried(reading.reference, asOf))
    yield inconclusive(image, { dependsOnRun: true, scope: "file" });
  if (defaultUser.known) return;
  yield {
    ...about(image, target),
    unknown: "fact",
    reason: "default user",
    because: null,
    decidedBy: "end the target stage with a USER that is not root",
    evidence: [unknownFact("default user", defaultUser.why)],
  };
}

/** A build argument or a template in the USER of the target. */
function* explicitUserQuestions(image: EnrichedImage, target: EnrichedStage): Iterable<Unresolved> {
  const { user } = target;
  if (user.kind !== "explicit") return;
  const { text, unresolved, provenance } = user.expansion;
  const [name = ""] = text.split(":", 1);
  if (name.includes(unresolvedPart) || hasTemplate(name))
    yield {
      ...about(image, target),
      region: user.region,
      subject: `${image.canonical ?? image.written}|${stageLabel(target)}|user`,
      related: provenance,
      unknown: "user",
      ...unknownText(name, unresolved),
      evidence: [],
    };
  else if (user.withImageEnv && mayBeRoot(user.withImageEnv.text))
    yield {
      ...about(image, target),
      region: user.region,
      subject: `${image.canonical ?? image.written}|${stageLabel(target)}|user`,
      related: provenance,
      unknown: "user",
      ...imageEnv(user.withImageEnv.unresolved),
      evidence: [],
    };
  else if (text.includes(unresolvedPart) || hasTemplate(text) || user.withImageEnv)
    yield inconclusive(image, { dependsOnRun: false, scope: "file" });
}

/** Whether a user can be root for some value of its unknown parts. Each of them may hold the colon that ends the name. */
function mayBeRoot(text: string): boolean {
  const unresolved = text.indexOf(unresolvedPart);
  const known = unresolved < 0 ? text : text.slice(0, unresolved);
  if (unresolved < 0 || known.includes(":")) return isRootUser(text);
  return "root".startsWith(known) || /^[+-]?0*$/.test(known);
}

function imageEnv(
  unresolved: readonly string[],
): Pick<ImageQuestion, "reason" | "because" | "decidedBy"> {
  const names = [...new Set(unresolved)];
  return {
    reason: `only an ENV of the base image can set ${joinList(names)}`,
    because: null,
    decidedBy: `set ${joinList(names)} in the stage, or let --online or --facts tell what the image sets`,
  };
}

function identityOf(image: EnrichedImage, target: EnrichedStage): Unresolved {
  if (image.via !== "from") return inconclusive(image, { dependsOnRun: true, scope: "file" });
  const { text, unresolved } = checkedReading(image).expansion;
  return {
    ...about(image, target),
    unknown: "identity",
    ...unknownText(text, unresolved),
    evidence: [],
  };
}

function about(
  image: EnrichedImage,
  target: EnrichedStage,
): Omit<ImageQuestion, "unknown" | "reason" | "because" | "decidedBy" | "evidence"> {
  return {
    kind: "unresolved",
    about: "image",
    region: image.region,
    canonical: image.canonical,
    scope: "file",
    dependsOnRun: image.inference === "possible",
    image: referenceText(image),
    subject: `${image.canonical ?? image.written}|${stageLabel(target)}`,
    related: image.expansion.provenance,
  };
}
