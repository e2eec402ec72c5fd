import type { ImageUse, ResolvedBuild } from "../domain/build.ts";
import { judgedReading } from "../domain/build.ts";
import type { EnrichedBase, EnrichedBuild, EnrichedImage } from "../domain/enriched-build.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import type { ImagePolicy } from "../domain/image-policy.ts";
import { identify } from "./identify.ts";
import type { Facts } from "./image-facts.ts";
import { factsOfImage, prepareFacts } from "./image-facts.ts";

export type Enricher = (build: ResolvedBuild) => Promise<EnrichedBuild>;

/** Facts are looked up once for each reference; a run over very many different ones starts over. */
const mostRemembered = 5_000;

/** Puts facts beside every image reference of a build. */
export function createEnricher(policy: ImagePolicy, facts: Facts): Enricher {
  const names = new Set(facts.reference.inferenceRepositories);
  const prepared = prepareFacts(facts);
  const remembered = new Map<string, Promise<ImageFacts>>();

  const enrich = async (use: ImageUse): Promise<EnrichedImage> => {
    const { canonical, inference, repository, looksLike } = identify(use, policy, names);
    const enriched = { ...use, canonical, inference, looksLike };
    const { reading } = judgedReading(use);
    if (repository?.startsWith("azureml/") !== true && inference !== "yes")
      return { ...enriched, facts: null };
    if (reading.kind !== "reference" || repository === null) return { ...enriched, facts: null };
    const key = JSON.stringify([repository, reading.reference.tag, reading.reference.digest]);
    let answer = remembered.get(key);
    if (!answer) {
      if (remembered.size >= mostRemembered) remembered.clear();
      answer = factsOfImage(reading.reference, repository, inference === "yes", prepared);
      remembered.set(key, answer);
    }
    return { ...enriched, facts: await answer };
  };

  return async (build) => {
    const enriched = new Map<ImageUse, EnrichedImage>();
    for (const use of build.images) enriched.set(use, await enrich(use));
    const stages = build.stages.map((stage) => ({
      ...stage,
      base: enrichedBase(stage.base, enriched),
    }));
    return { ...build, stages, images: [...enriched.values()] };
  };
}

function enrichedBase(
  base: ResolvedBuild["stages"][number]["base"],
  enriched: ReadonlyMap<ImageUse, EnrichedImage>,
): EnrichedBase {
  if (base.kind === "stage" || base.kind === "scratch") return base;
  const image = base.image ? (enriched.get(base.image) ?? null) : null;
  if (base.kind === "image" && image) return { kind: "image", image };
  return { kind: "unresolved", why: base.kind === "unresolved" ? base.why : "", image };
}
