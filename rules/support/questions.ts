import { checkedReading } from "../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { imageText, isInferenceImage } from "../../src/domain/build/inference-images.ts";
import { compareRegions } from "../../src/domain/build/region.ts";
import { shownPart } from "../../src/domain/image/image-reference.ts";
import type { Known } from "../../src/domain/image/known.ts";
import type { ReleaseCycle } from "../../src/domain/image/release-cycle.ts";
import type { Evidence } from "../../src/domain/rule/finding.ts";
import type { ImageQuestion, Unresolved } from "../../src/domain/rule/unresolved.ts";
import { hasTemplate } from "../../src/shell/template.ts";
import { unresolvedPart } from "../../src/shell/unresolved.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { joinList } from "../../src/text/list.ts";
import { aboutImage } from "./image-finding.ts";
import { canAct, checksRelease } from "../../src/domain/image/lifecycle.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";

/** The rule reports nothing about the image, which proves nothing: it lacks a fact, or another run may answer otherwise. */
export function inconclusive(
  {
    region,
    canonical,
    expansion,
  }: Pick<EnrichedImage, "region" | "canonical"> & Partial<Pick<EnrichedImage, "expansion">>,
  {
    dependsOnRun,
    scope = "instruction",
  }: Pick<Unresolved, "dependsOnRun"> & Partial<Pick<Unresolved, "scope">>,
): Unresolved {
  const related = expansion?.provenance ?? [];
  return { kind: "unresolved", about: "silence", region, canonical, related, scope, dependsOnRun };
}

/** Where no rule about images can decide: the image is unknown, its name is invalid, or a build argument chose it. */
export function imageQuestions(build: EnrichedBuild): readonly Unresolved[] {
  return build.images.flatMap((image) => [
    ...nameQuestions(build, image),
    ...validityQuestions(build, image),
    ...frontendQuestions(build, image),
  ]);
}

/** A frontend other than Docker's may build something else, from this image or from another one. */
export function frontendQuestions(
  build: EnrichedBuild,
  image: EnrichedImage,
): readonly Unresolved[] {
  const { frontend } = build;
  if (!frontend || image.inference === "no") return none;
  const { image: name, region } = frontend;
  const question = imageQuestion(build, image, {
    unknown: "build",
    reason: `the frontend ${name || '""'} builds this file, not Docker's own`,
    because: null,
    decidedBy:
      region === null
        ? "leave out the build argument BUILDKIT_SYNTAX, or set it to docker/dockerfile"
        : "remove the syntax directive, or name docker/dockerfile in it",
    evidence: [],
  });
  const related = region === null ? [] : [{ message: "syntax directive", region }];
  return [
    {
      ...question,
      related: [...question.related, ...related],
      dependsOnRun: question.dependsOnRun || region === null,
    },
  ];
}

function nameQuestions(build: EnrichedBuild, image: EnrichedImage): readonly Unresolved[] {
  // What COPY and RUN cannot expand is invalid, which invalid-dockerfile reports.
  return image.inference === "possible" && (image.via === "from" || image.via === "reference")
    ? [identityQuestion(build, image)]
    : inconclusiveName(image);
}

function validityQuestions(build: EnrichedBuild, image: EnrichedImage): readonly Unresolved[] {
  if (image.inference !== "yes" || isReadable(image)) return none;
  const why = conditionalFault(build, image);
  if (why === null) return [inconclusive(image, { dependsOnRun: true })];
  const question = { reason: why, because: null, decidedBy: "correct the name of the image" };
  return [imageQuestion(build, image, { unknown: "tag", ...question, evidence: [] })];
}

/** Of imageQuestions what is about names, without reporting any. */
export function inconclusiveNames(build: EnrichedBuild): readonly Unresolved[] {
  return build.images.flatMap(inconclusiveName);
}

/** As imageQuestions, without reporting any. */
export function inconclusiveImages(build: EnrichedBuild): readonly Unresolved[] {
  const unreadable = build.images
    .filter((image) => image.inference === "yes" && !isReadable(image))
    .map((image) => inconclusive(image, { dependsOnRun: true }));
  return [...inconclusiveNames(build), ...unreadable];
}

const none: readonly Unresolved[] = [];

function inconclusiveName(image: EnrichedImage): readonly Unresolved[] {
  return image.inference === "possible" || dependsOnBuildArgs(image)
    ? [inconclusive(image, { dependsOnRun: true })]
    : none;
}

function isReadable(image: EnrichedImage): boolean {
  return isInferenceImage(image) && checkedReading(image).reading.kind === "reference";
}

/** Another run may pass another build argument, or none. */
export function dependsOnBuildArgs({ expansion }: EnrichedImage): boolean {
  return expansion.provenance.some(({ buildArg }) => buildArg !== null);
}

/** Which image it is depends on an ARG without a value or on a template. */
function identityQuestion(build: EnrichedBuild, image: EnrichedImage): Unresolved {
  const { text, unresolved } = checkedReading(image).expansion;
  const open = unknownText(text, unresolved, image.via);
  return imageQuestion(build, image, { unknown: "identity", ...open, evidence: [] });
}

/** Whether the end of a release can be checked; a question where it cannot and the user could act on the answer. */
export function* releaseQuestion(
  build: EnrichedBuild,
  image: InferenceImage,
  release: "os" | "python",
  asOf: CalendarDate,
): Iterable<Unresolved> {
  const { facts } = image;
  const [name, fact, cycle]: [string, Known<string>, ReleaseCycle | null] =
    release === "os"
      ? ["operating system", facts.os, facts.osCycle]
      : ["Python version", facts.python, facts.pythonCycle];
  if (cycle !== null || !checksRelease(facts, release)) return;
  if (!canAct(facts, asOf)) {
    yield inconclusive(image, { dependsOnRun: false });
    return;
  }
  yield imageQuestion(build, image, {
    unknown: "fact",
    reason: fact.known
      ? `end of support of ${release === "os" ? "" : "Python "}${fact.value}`
      : name,
    because: null,
    // Microsoft's list is about inference images.
    decidedBy:
      facts.family === "inference"
        ? "inspect the image, or use one on Microsoft's list"
        : "inspect the image",
    evidence: [
      fact.known
        ? unknownFact(`end of support (${name} ${fact.value})`, "no source states it")
        : unknownFact(name, fact.why),
    ],
  });
}

/** Evidence of something that no source states. */
export function unknownFact(fact: string, why: string): Evidence {
  return { fact, value: "unknown", source: why, asOf: null };
}

/** For messages, where they do not name the reference. */
export function shownAs(image: EnrichedImage): { readonly shown?: string } {
  return image.environment ? { shown: imageText(image) } : {};
}

/** What a question asks, whatever it is about. */
export type OpenQuestion = Pick<
  ImageQuestion,
  "unknown" | "reason" | "because" | "decidedBy" | "evidence"
>;

export function imageQuestion(
  build: EnrichedBuild,
  image: EnrichedImage,
  question: OpenQuestion,
): ImageQuestion {
  return {
    kind: "unresolved",
    about: "image",
    canonical: image.canonical,
    scope: "instruction",
    dependsOnRun: image.inference === "possible" || dependsOnBuildArgs(image),
    ...aboutImage(build, image),
    ...shownAs(image),
    ...question,
  };
}

/**
 * Why a text is unknown, and what would decide it.
 * @param via what has it: build arguments reach a Dockerfile only
 */
export function unknownText(
  text: string,
  unresolved: readonly string[],
  via: EnrichedImage["via"] = "from",
): Pick<ImageQuestion, "reason" | "because" | "decidedBy"> {
  const names = [...new Set(unresolved)];
  if (names.length === 0 || (hasTemplate(text) && !text.includes(unresolvedPart)))
    return {
      reason: "it contains a template",
      because: null,
      decidedBy: "check the file that the template engine writes",
    };
  if (via === "reference")
    return {
      reason: `${joinList(names.map(shownPart))} ${names.length === 1 ? "is" : "are"} not known here`,
      because: null,
      decidedBy: "write the value here, or check the file that it is put into",
    };
  const [has, it] = names.length === 1 ? ["has", "it"] : ["have", "them"];
  return {
    reason: `ARG ${names.join(" and ARG ")} ${has} no value`,
    because: null,
    decidedBy: `pass ${names.map((name) => `--build-arg ${name}=…`).join(" ")}, or give ${it} a default`,
  };
}

/**
 * Why the name of an inference image is invalid, where a value that is unknown here may still correct it, so that
 * invalid-dockerfile does not report it.
 */
function conditionalFault({ problems }: EnrichedBuild, image: EnrichedImage): string | null {
  const { reading } = checkedReading(image);
  if (reading.kind !== "invalid") return null;
  const isReported = problems.some(
    ({ region, unconditional }) => unconditional && compareRegions(region, image.region) === 0,
  );
  return isReported ? null : reading.why;
}
