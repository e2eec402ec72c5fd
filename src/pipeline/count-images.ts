import type { Coverage, CoveredFact, FactCount, Knowledge } from "../domain/build/coverage.ts";
import { coveredFacts, knowledgeIn } from "../domain/build/coverage.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { OpenFile } from "./load-sources.ts";

/** Counts the azureml inference references of a run, and what is known of them, file by file. */
export interface ImageCounter {
  readonly add: (builds: OpenFile["builds"]) => void;
  readonly result: () => { readonly images: number; readonly coverage: Coverage };
}

export function imageCounter(): ImageCounter {
  let images = 0;
  const coverage: Record<CoveredFact, FactCount> = {
    os: none,
    python: none,
    user: none,
    age: none,
  };
  return {
    add: (builds) => {
      const uses = usesOf(builds);
      images += uses.size;
      for (const fact of coveredFacts)
        for (const knowledge of uses.values())
          coverage[fact] = counted(coverage[fact], knowledge[fact]);
    },
    result: () => ({ images, coverage: { ...coverage } }),
  };
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
      const key = `${place?.key ?? ""} ${JSON.stringify(image.region)} ${referenceText(image)}`;
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
