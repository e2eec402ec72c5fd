import type { WholeCopy } from "../../src/domain/build/build.ts";
import { checkedReading } from "../../src/domain/build/build.ts";
import type { StageImages } from "../../src/domain/build/built-on.ts";
import { wayTo } from "../../src/domain/build/built-on.ts";
import type {
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../src/domain/build/enriched-build.ts";
import { isInvalidUser, isRootUser, nameOfUser } from "../../src/domain/build/user.ts";
import {
  baseImageOf,
  isInferenceImage,
  referenceText,
  subjectIn,
} from "../../src/domain/build/inference-images.ts";
import type { ImageQuestion, Unresolved } from "../../src/domain/rule/unresolved.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import { defaultUserQuestion } from "./default-user.ts";
import { envAnswer } from "./image-env.ts";
import { joinList } from "../../src/text/list.ts";
import {
  dependsOnBuildArgs,
  frontendQuestions,
  inconclusive,
  unknownText,
} from "../support/questions.ts";
import { mayBeQueried } from "../support/registry.ts";

/** Why the rule cannot determine the user of the target. The questions concern the whole file. */
export function* userQuestions(
  build: EnrichedBuild,
  target: EnrichedStage,
  images: readonly StageImages[],
  context: RuleContext,
): Iterable<Unresolved> {
  const { first = target, certain = null, open = null } = images[target.index] ?? {};
  const base = baseImageOf(first.base);
  const on = certain ?? open;
  if (!base && first.base.kind !== "scratch")
    yield inconclusive(
      { region: first.region, canonical: null },
      { dependsOnRun: true, scope: "file" },
    );
  for (const image of new Set([base, certain?.image, open?.image]))
    if (image && image.inference !== "possible" && dependsOnBuildArgs(image))
      yield inconclusive(image, { dependsOnRun: true, scope: "file" });
  if (!certain && open) yield* openQuestions(build, target, images);
  if (!on) return;
  yield* frontendQuestions(build, on.image);
  if (target.user.kind === "explicit") yield* explicitUserQuestions(on.image, base, target);
  else if (base === on.image) yield* defaultUserQuestions(build, base, target, context);
  else if (certain && base) yield* otherBaseQuestions(base, target);
}

/** Which variables the paths of a copy depend on: build arguments first, since a user can pass these. */
function unknownPaths({
  unresolved,
  undeclared,
}: WholeCopy<EnrichedImage>): ReturnType<typeof unknownText> {
  const args = (unresolved ?? []).filter((name) => !undeclared.includes(name));
  return args.length > 0 || undeclared.length === 0
    ? unknownText("", args)
    : {
        ...imageEnv(undeclared, false),
        decidedBy: `set ${joinList([...new Set(undeclared)])} in the stage`,
      };
}

/** Whether the target is built on an inference image depends on the name of the image, or on what a COPY takes. */
function* openQuestions(
  build: EnrichedBuild,
  target: EnrichedStage,
  images: readonly StageImages[],
): Iterable<Unresolved> {
  const way = wayTo(build, images, target.index, "open");
  const { image, copy } = openStep(images, target.index);
  if (!image) return;
  if (copy?.unresolved == null) {
    yield identityOf(image, target);
    return;
  }
  const { user } = target;
  const isOther =
    user.kind === "explicit" && !mayBeRoot((user.withImageEnv ?? user.expansion).text);
  if (isOther) return;
  yield {
    ...about(image, target),
    region: copy.region,
    dependsOnRun: true,
    subject: `${subjectIn(image, target)}|copy`,
    related: way,
    unknown: "build",
    ...unknownPaths(copy),
    evidence: [],
  };
}

/** The image that the target may be built on, and the copy on the way there that depends on unknown values. */
function openStep(
  images: readonly StageImages[],
  target: number,
): { image: EnrichedImage | null; copy: WholeCopy<EnrichedImage> | null } {
  let on = images[target]?.open ?? null;
  const image = on?.image ?? null;
  while (on?.step) {
    const { step } = on;
    if (step.kind === "copy" && step.copy.unresolved !== null) return { image, copy: step.copy };
    const next = step.kind === "from" ? step.stage : step.copy.source;
    on = typeof next === "number" ? (images[next]?.open ?? null) : null;
  }
  return { image, copy: null };
}

/** The file system is that of an inference image, but the user is that of another one. */
function* otherBaseQuestions(base: EnrichedImage, target: EnrichedStage): Iterable<Unresolved> {
  if (base.facts?.defaultUser.known === true) return;
  yield {
    ...about(base, target),
    ...defaultUserQuestion(base.facts?.defaultUser.why ?? "no source states it"),
  };
}

function* defaultUserQuestions(
  { isImageAlone = false }: EnrichedBuild,
  image: EnrichedImage,
  target: EnrichedStage,
  { asOf }: RuleContext,
): Iterable<Unresolved> {
  const { reading } = checkedReading(image);
  if (!isInferenceImage(image) || reading.kind !== "reference") {
    if (image.inference === "yes") yield inconclusive(image, { dependsOnRun: true, scope: "file" });
    return;
  }
  const { published, defaultUser } = image.facts;
  if (published === null && mayBeQueried(reading.reference, asOf))
    yield inconclusive(image, { dependsOnRun: true, scope: "file" });
  // An image with files for others is not run by itself.
  if (defaultUser.known || (isImageAlone && image.facts.family === "assets")) return;
  const question = defaultUserQuestion(defaultUser.why);
  yield {
    ...about(image, target),
    ...(isImageAlone ? { ...question, decidedBy: "run it as a user that is not root" } : question),
  };
}

/** A build argument or a template in the USER of the target. */
function* explicitUserQuestions(
  image: EnrichedImage,
  base: EnrichedImage | null,
  target: EnrichedStage,
): Iterable<Unresolved> {
  const { user } = target;
  if (user.kind !== "explicit") return;
  const env = envAnswer(user, base);
  const { text, unresolved, provenance } = user.expansion;
  const name = nameOfUser(text);
  const isOpen = name.includes(unresolvedPart) || hasTemplate(name);
  // With an invalid name nothing runs, which invalid-user reports.
  if (isOpen && !isInvalidUser(text))
    yield {
      ...about(image, target),
      region: user.region,
      subject: `${subjectIn(image, target)}|user`,
      related: provenance,
      unknown: "user",
      ...unknownText(name, unresolved),
      evidence: [],
    };
  else if (env !== "unset" && user.withImageEnv && mayBeRoot(user.withImageEnv.text))
    yield {
      ...about(image, target),
      region: user.region,
      subject: `${subjectIn(image, target)}|user`,
      related: provenance,
      dependsOnRun: true,
      unknown: "user",
      ...imageEnv(user.withImageEnv.unresolved, env === "set"),
      evidence: [],
    };
  else if (text.includes(unresolvedPart) || hasTemplate(text) || user.withImageEnv)
    yield inconclusive(image, { dependsOnRun: user.withImageEnv !== null, scope: "file" });
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
  isSet: boolean,
): Pick<ImageQuestion, "reason" | "because" | "decidedBy"> {
  const names = joinList([...new Set(unresolved)]);
  const inStage = `set ${names} in the stage`;
  return isSet
    ? { reason: `the base image sets ${names}`, because: null, decidedBy: inStage }
    : {
        reason: `only an ENV of the base image can set ${names}`,
        because: null,
        decidedBy: `${inStage}, or let --online or --facts tell what the image sets`,
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
    subject: subjectIn(image, target),
    related: image.expansion.provenance,
    ofStage: target.region,
  };
}
