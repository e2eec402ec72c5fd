import type { CoveredFact, FactCount, Knowledge } from "../domain/build/coverage.ts";
import { coveredFacts, knowledgeIn } from "../domain/build/coverage.ts";
import type { EnrichedImage } from "../domain/build/enriched-build.ts";
import type { Place } from "../domain/build/place.ts";
import { regionKey } from "../domain/build/region.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { OtherImages, Run } from "../domain/rule/run.ts";
import { maxOtherNames } from "../domain/rule/run.ts";
import { compareText } from "../text/compare-text.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { OpenFile } from "./load-sources.ts";

/** Counts the azureml inference references of a run, and what is known of them, file by file. */
export interface ImageCounter {
  readonly add: (builds: OpenFile["builds"]) => void;
  readonly result: () => Pick<Run, "images" | "coverage" | "otherImages">;
  /** azureml images that are not checked: repository → references, the most frequent first. */
  readonly others: () => readonly (readonly [string, number])[];
}

export function imageCounter(): ImageCounter {
  let images = 0;
  const others = new OtherImageCounter();
  const coverage: Record<CoveredFact, FactCount> = {
    os: none,
    python: none,
    user: none,
    age: none,
  };
  return {
    add: (builds) => {
      others.add(builds);
      const uses = usesOf(builds);
      images += uses.size;
      for (const fact of coveredFacts)
        for (const knowledge of uses.values())
          coverage[fact] = counted(coverage[fact], knowledge[fact]);
    },
    result: () => ({ images, coverage: { ...coverage }, otherImages: others.result() }),
    others: () => byFrequency(others.byName),
  };
}

/** Repositories beyond that are counted without their names. */
const maxNames = 1_000;

/** Counts azureml images that are not checked. */
class OtherImageCounter {
  #count = 0;
  readonly byName = new Map<string, number>();

  add(builds: OpenFile["builds"]): void {
    const names = new Map<string, string>();
    for (const { build, place } of builds)
      for (const image of build.images) {
        const name = otherName(image);
        if (name !== null) names.set(imageKey(image, place), name);
      }
    // What is checked in one of the builds is not among the others.
    for (const { build, place } of builds)
      for (const image of build.images)
        if (names.size > 0 && image.inference !== "no") names.delete(imageKey(image, place));
    this.#count += names.size;
    for (const name of names.values()) {
      const before = this.byName.get(name);
      if (before !== undefined || this.byName.size < maxNames)
        this.byName.set(name, (before ?? 0) + 1);
    }
  }

  result(): OtherImages {
    return otherImagesOf(this.#count, this.byName);
  }
}

function byFrequency(counts: ReadonlyMap<string, number>): readonly (readonly [string, number])[] {
  return [...counts].sort(([a, m], [b, n]) => n - m || compareText(a, b));
}

/** @param byName references by the repository they name */
export function otherImagesOf(count: number, byName: ReadonlyMap<string, number>): OtherImages {
  const names = byFrequency(byName).map(([name]) => name);
  return { count, names: names.slice(0, maxOtherNames), hasMore: names.length > maxOtherNames };
}

/** The repository of an azureml image that is not checked, without its first folder; null for any other. */
function otherName({ inference, canonical }: EnrichedImage): string | null {
  const root = `${microsoftRegistry}/azureml/`;
  if (inference !== "no" || canonical?.startsWith(root) !== true) return null;
  return canonical.slice(root.length);
}

/** What tells a reference to an image from others of its file. @param place of the embedded Dockerfile that it stands in */
export function imageKey(image: EnrichedImage, place: Place | null): string {
  return `${place?.key ?? ""} ${regionKey(image.region)} ${referenceText(image)}`;
}

const none: FactCount = { known: 0, unknown: 0 };

function counted({ known, unknown }: FactCount, isKnown: boolean | null): FactCount {
  if (isKnown === null) return { known, unknown };
  return isKnown ? { known: known + 1, unknown } : { known, unknown: unknown + 1 };
}

/** Places and images, in any of the builds: that is what findings are about. */
function usesOf(builds: OpenFile["builds"]): ReadonlyMap<string, Knowledge> {
  const uses = new Map<string, Knowledge>();
  for (const { build, place } of builds)
    for (const [image, knowledge] of knowledgeIn(build)) {
      const key = imageKey(image, place);
      const before = uses.get(key);
      uses.set(key, before ? joined(before, knowledge) : knowledge);
    }
  return uses;
}

/** A fact that is unknown in one of the builds is unknown. */
function joined(a: Knowledge, b: Knowledge): Knowledge {
  const both = (fact: CoveredFact): boolean | null =>
    a[fact] === null ? b[fact] : a[fact] && b[fact] !== false;
  return { os: both("os"), python: both("python"), user: both("user"), age: both("age") };
}
