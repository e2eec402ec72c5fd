import type { ImageFacts } from "../image/image-facts.ts";
import { checksRelease, hasSupportWindow } from "../image/lifecycle.ts";
import { baseImageOf, targetLineage } from "./inference-images.ts";
import type { EnrichedBuild, EnrichedImage } from "./enriched-build.ts";

/**
 * What is counted: the releases whose ends are checked, the default user only where it decides who runs, and the age only of
 * what has one (not of `latest`) and a support window.
 */
export const coveredFacts = ["os", "python", "user", "age"] as const;
export type CoveredFact = (typeof coveredFacts)[number];

/** Of how many azureml inference references each fact is known and unknown. */
export type Coverage = Readonly<Record<CoveredFact, FactCount>>;

export interface FactCount {
  readonly known: number;
  readonly unknown: number;
}

/** Which facts of an image are known; null where there is nothing to know. */
export type Knowledge = Readonly<Record<CoveredFact, boolean | null>>;

/** The images of a build that are certainly azureml inference images, with what is known of each. */
export function knowledgeIn(
  build: EnrichedBuild,
): readonly (readonly [EnrichedImage, Knowledge])[] {
  const deciding = userImage(build);
  return build.images
    .filter(({ inference }) => inference === "yes")
    .map((image) => [image, knowledgeOf(image, image === deciding)]);
}

/** Of a reference that cannot be read nothing is known. */
function knowledgeOf({ facts, conda }: EnrichedImage, decidesUser: boolean): Knowledge {
  // The Python of a conda environment serves in place of the image's own.
  const python = facts ? isReleaseKnown(facts, "python") : false;
  return {
    os: facts ? isReleaseKnown(facts, "os") : false,
    python: conda === null ? python : conda.release.cycle !== null,
    user: decidesUser ? (facts?.defaultUser.known ?? false) : null,
    age: facts ? isDated(facts) : false,
  };
}

function isReleaseKnown(facts: ImageFacts, release: "os" | "python"): boolean | null {
  return checksRelease(facts, release) ? facts[release].known : null;
}

function isDated(facts: ImageFacts): boolean | null {
  const { kind } = facts.tagDate;
  return kind === "none" || !hasSupportWindow(facts) ? null : kind === "dated";
}

/** The image whose default user runs: the target starts as it, and no USER reaches the target. */
function userImage(build: EnrichedBuild): EnrichedImage | null {
  const stages = targetLineage(build);
  const first = stages.at(-1);
  return first && stages[0]?.user.kind === "inherited" ? baseImageOf(first.base) : null;
}
