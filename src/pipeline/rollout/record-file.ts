import type { DescribedBuild } from "../../domain/build/described-build.ts";
import type {
  EnrichedBase,
  EnrichedImage,
  EnrichedStage,
} from "../../domain/build/enriched-build.ts";
import type { Place } from "../../domain/build/place.ts";
import type { Region } from "../../domain/build/region.ts";
import { fileStart, regionKey } from "../../domain/build/region.ts";
import type {
  RecordedBase,
  RecordedBuild,
  RecordedDescription,
  RecordedFile,
  RecordedImage,
  RecordedQueries,
  RecordedStage,
  RecordedVariant,
} from "../../domain/rule/recorded-run.ts";
import type { BuildVariant } from "../../domain/settings/settings.ts";
import { queriesOf } from "../../enrich/index.ts";
import { compareText } from "../../text/compare-text.ts";
import { withoutKeys } from "../../text/without-keys.ts";
import type { OpenBuild } from "../load-sources.ts";
import { regionsIn } from "./regions-in.ts";

/** The facts of each image of a build, as indices. */
export type IndexFacts = (
  image: EnrichedImage,
  build: number,
  index: number,
) => Pick<RecordedImage, "facts" | "offlineFacts">;

/** What is recorded of the builds of a file. */
export type RecordedBuilds = Pick<
  RecordedFile,
  "comments" | "queries" | "variants" | "described" | "places" | "builds"
>;

/**
 * @param variants those that the settings ask for
 * @param given names of build arguments of the command line, whose values may be secrets
 */
export function recordBuilds(
  builds: readonly OpenBuild[],
  variants: readonly BuildVariant[],
  given: readonly string[],
  indexFacts: IndexFacts,
): RecordedBuilds {
  const known = variants.map((variant) => recordedVariant(variant, given));
  const keys = known.map((variant) => variantKey(variant));
  const described = [...new Set(builds.flatMap((build) => build.described ?? []))];
  const places = new Map<Place, number>();
  const tables: (readonly [Region, Region])[][] = [];
  const placeOf = (place: Place | null, build: OpenBuild["build"]): number | null => {
    if (!place) return null;
    const index = places.get(place) ?? tables.push([]) - 1;
    places.set(place, index);
    const table = tables[index] ?? [];
    const seen = new Set(table.map(([region]) => regionKey(region)));
    for (const region of [fileStart, ...regionsIn({ ...build, lines: [] })]) {
      const key = regionKey(region);
      if (seen.has(key)) continue;
      seen.add(key);
      table.push([region, place.region(region)]);
    }
    return index;
  };
  return {
    comments: builds[0]?.build.comments ?? [],
    queries: variants[0] ? recordedQueries(variants[0]) : noQueries,
    variants: known,
    described: described.map(recordedDescription),
    builds: builds.map(({ build, place, described: own, ...variant }, at): RecordedBuild => {
      const { stages, images } = build;
      return {
        ...withoutKeys(build, "lines", "comments"),
        variant: own ? 0 : keys.indexOf(variantKey(recordedVariant(variant, given))),
        description: own ? described.indexOf(own) : null,
        place: placeOf(place, build),
        stages: stages.map((stage) => recordedStage(stage, images)),
        images: images.map((image, index) => ({ ...image, ...indexFacts(image, at, index) })),
      };
    }),
    places: tables,
  };
}

const noQueries = {
  ...{ existence: false, user: false, os: false, number: false, digest: false },
  window: null,
};

/** Of all variants of a file, which have the same rules. */
export function recordedQueries(variant: BuildVariant): RecordedQueries {
  const { existence, user, os, number, digest, window } = queriesOf(variant);
  return {
    ...{ existence, user: user !== "never", os, number, digest },
    window: window && JSON.stringify(window),
  };
}

/** Equal for variants that build the same, apart from what the command line gives. */
export function keyOfVariant(variant: BuildVariant, given: readonly string[]): string {
  return variantKey(recordedVariant(variant, given));
}

export function variantKey({ args, target }: Omit<RecordedVariant, "isTargetRequired">): string {
  const sorted = [...args].sort(([a], [b]) => compareText(a, b));
  return JSON.stringify([sorted, target]);
}

function recordedVariant(
  { buildArgs, target, isTargetRequired }: Omit<BuildVariant, "described">,
  given: readonly string[],
): RecordedVariant {
  return {
    args: [...buildArgs].filter(([name]) => !given.includes(name)),
    target,
    isTargetRequired,
  };
}

function recordedDescription(described: DescribedBuild): RecordedDescription {
  return {
    ...withoutKeys(described, "context", "contexts"),
    args: [...described.args.keys()],
  };
}

function recordedStage(stage: EnrichedStage, images: readonly EnrichedImage[]): RecordedStage {
  return {
    ...stage,
    base: recordedBase(stage.base, images),
    wholeCopies: stage.wholeCopies.map((copy) => {
      const { source } = copy;
      return typeof source === "number"
        ? { ...copy, source, isImage: false }
        : { ...copy, source: images.indexOf(source), isImage: true };
    }),
  };
}

function recordedBase(base: EnrichedBase, images: readonly EnrichedImage[]): RecordedBase {
  if (base.kind === "stage" || base.kind === "scratch") return base;
  if (base.kind === "image") return { kind: "image", image: images.indexOf(base.image) };
  return { ...base, image: base.image && images.indexOf(base.image) };
}
