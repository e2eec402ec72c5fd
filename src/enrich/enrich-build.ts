import type { ImageUse, ResolvedBuild, WholeCopy } from "../domain/build/build.ts";
import type { EnvironmentUser } from "../domain/build/image-run.ts";
import { isInferenceName } from "../domain/image/azureml-name.ts";
import { isRootUser } from "../domain/build/user.ts";
import { checkedReading, lineage } from "../domain/build/build.ts";
import type { EnrichedBase, EnrichedBuild, EnrichedImage } from "../domain/build/enriched-build.ts";
import type { ImageFacts } from "../domain/image/image-facts.ts";
import type { ImagePolicy } from "../domain/image/image-policy.ts";
import { namesInferenceImage } from "../domain/image/image-matcher.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { ImageReference } from "../domain/image/image-reference.ts";
import { normalPlatform } from "../domain/image/platform.ts";
import type { RegistrySource } from "../domain/image/registry-source.ts";
import type { ImageLocation } from "./query-registry.ts";
import { identify, inferenceNames } from "./identify.ts";
import type { Facts } from "./image-facts.ts";
import { factsOfImage, prepareFacts } from "./image-facts.ts";
import { enrichedEnvironments, servingConda } from "./pins.ts";
import type { Queries } from "./queries.ts";
import { memoizeRegistry } from "./memoize-registry.ts";
import { withoutDefaultPort } from "../domain/image/registry-host.ts";

/** @param queries what registries are asked, where they are */
export type Enricher = (build: ResolvedBuild, queries: Queries) => Promise<EnrichedBuild>;

/** Of an image that only requirements are about. */
const unchecked = { inference: "no", looksLike: null } as const;

/** Facts are looked up once for each reference; a run over very many different ones starts over. */
const maxRemembered = 5_000;

/** Puts facts beside every image reference of a build. */
export function createEnricher(policy: ImagePolicy, facts: Facts): Enricher {
  const names = inferenceNames(policy, facts.reference.inferenceRepositories);
  const registry = facts.registry && memoizeRegistry(facts.registry);
  const prepared = prepareFacts({ ...facts, registry });
  const remembered = new Map<string, Promise<ImageFacts>>();

  const enrich = async (
    use: ImageUse,
    { serves = false, condaServer: server }: Pick<ResolvedBuild, "serves" | "condaServer">,
    queries: Queries,
  ): Promise<EnrichedImage> => {
    const { reading } = checkedReading(use);
    const named = identify(reading, serves || use.run?.serves === true, policy, names);
    const identity = use.isRequiredOnly === true ? { ...named, ...unchecked } : named;
    const { canonical, inference, repository, looksLike, isOtherServing } = identity;
    const conda = servingConda(use, server, facts.reference);
    const enriched = { ...use, canonical, inference, looksLike, isOtherServing, conda };
    if (repository?.startsWith("azureml/") !== true && inference !== "yes")
      return { ...enriched, facts: null };
    if (reading.kind !== "reference" || repository === null) return { ...enriched, facts: null };
    const { reference } = reading;
    const location = lookupLocation(reference, repository, registry);
    const isOfOtherPlatform =
      use.platform !== null && normalPlatform(use.platform) !== normalPlatform(facts.platform);
    const { tag, digest } = reference;
    const { own, isMirrored, isCopy } = location;
    const where = `${own.registry}/${own.repository} ${isMirrored} ${isCopy} ${isOfOtherPlatform}`;
    const environment = use.environment?.name ?? null;
    const parts = [repository, tag, digest, inference, where, queriesKey(queries), environment];
    const key = parts.join("\n");
    let answer = remembered.get(key);
    if (!answer) {
      if (remembered.size >= maxRemembered) remembered.clear();
      const isInference = inference === "yes";
      answer = factsOfImage(
        { reference, repository, isInference, location, isOfOtherPlatform, queries },
        prepared,
        environment,
      );
      remembered.set(key, answer);
    }
    return { ...enriched, facts: await answer };
  };

  /** Whether the image that a conda environment is built on is checked. */
  const isChecked = ({ reading, serves = false }: EnvironmentUser): boolean =>
    !reading || identify(reading, serves, policy, names).inference === "yes";

  return async (build, queries) => {
    const isDecisive = queries.user === "decisive";
    const start = isDecisive ? startOf(build, queries) : null;
    const others: Queries = isDecisive ? { ...queries, user: "never" } : queries;
    const queriesFor = (use: ImageUse): Queries => {
      if (use === start?.image) return start.queries;
      return runsAsItself(use) ? queries : others;
    };
    const images = await Promise.all(
      build.images.map((use) => enrich(use, build, queriesFor(use))),
    );
    const all = images.map((image) => orStage(image, images));
    const enriched = new Map(build.images.map((use, index) => [use, all[index]]));
    const stages = build.stages.map((stage) => ({
      ...stage,
      base: enrichedBase(stage.base, enriched),
      wholeCopies: stage.wholeCopies.flatMap((copy): WholeCopy<EnrichedImage>[] => {
        const source = typeof copy.source === "number" ? copy.source : enriched.get(copy.source);
        return source === undefined ? [] : [{ ...copy, source }];
      }),
    }));
    const namesInference =
      all.some(({ inference }) => inference === "yes") ||
      build.problems.some(
        ({ skipped }) =>
          skipped !== undefined && namesInferenceImage(skipped, policy, names.checked),
      );
    const checked = (build.environments ?? []).filter(({ usedBy }) => isChecked(usedBy));
    return {
      ...{ ...build, stages, images: all, namesInference },
      environments: await enrichedEnvironments(checked, prepared),
    };
  };
}

/**
 * A mirror that the user allows is asked about its own images, Microsoft's registry about everything else. A repository's
 * configuration can declare any path to be a mirror, so nothing but inference images is asked for on that host.
 */
function lookupLocation(
  { registry, repository: written }: ImageReference,
  repository: string,
  source: RegistrySource | null,
): ImageLocation {
  const official = { registry: microsoftRegistry, repository };
  const host = registry === null ? "docker.io" : withoutDefaultPort(registry);
  const isMirrored =
    host !== microsoftRegistry && isInferenceName(repository) && source?.covers(host) === true;
  return {
    official,
    own: isMirrored ? { registry: host, repository: written } : official,
    isMirrored,
    isCopy: !isMirrored && host !== microsoftRegistry,
  };
}

/** A name that may be that of a stage is as open as the images that stages are built on. */
function orStage(image: EnrichedImage, images: readonly EnrichedImage[]): EnrichedImage {
  const isOpen = image.mayBeStage && image.inference === "no";
  return isOpen && images.some(({ via, inference }) => via === "from" && inference !== "no")
    ? { ...image, inference: "possible" }
    : image;
}

/** Whether a file of another kind runs an image as it is, and as the user that it has. */
function runsAsItself({ run }: ImageUse): boolean {
  return run?.conda === null && run.user === null && !run.forbidsRoot;
}

/** Equal for equal queries. */
function queriesKey({ existence, user, os, digest, window, whole, lists }: Queries): string {
  const age = window === null || window === "any" ? window : `${window.months} ${window.from}`;
  return `${existence} ${user} ${os} ${digest} ${age} ${whole} ${lists}`;
}

/** The image that the target starts as, and what is asked about it; null where only the file decides. */
interface Start {
  readonly image: ImageUse;
  readonly queries: Queries;
}

/**
 * What is asked for the config of the image that the target starts as: its user where no USER reaches the target, its variables
 * where USER depends on some that the file never sets; where a USER is root, the user to go back to, and where one is a name, its number.
 */
function startOf(build: ResolvedBuild, queries: Queries): Start | null {
  const stages = build.target === null ? [] : lineage(build, build.target);
  const base = stages.at(-1)?.base;
  const image = base?.kind === "image" || base?.kind === "unresolved" ? base.image : null;
  const user = stages[0]?.user;
  if (!image || !user) return null;
  if (user.kind === "inherited") return { image, queries };
  if (user.withImageEnv !== null) return { image, queries: { ...queries, whole: true } };
  return isRootUser(user.expansion.text) || queries.number
    ? { image, queries: { ...queries, user: "remedy" } }
    : null;
}

function enrichedBase(
  base: ResolvedBuild["stages"][number]["base"],
  enriched: ReadonlyMap<ImageUse, EnrichedImage | undefined>,
): EnrichedBase {
  if (base.kind === "stage" || base.kind === "scratch") return base;
  const image = base.image ? (enriched.get(base.image) ?? null) : null;
  if (base.kind === "image" && image) return { kind: "image", image };
  return { kind: "unresolved", why: base.kind === "unresolved" ? base.why : "", image };
}
