import type { CalendarDate } from "../text/calendar-date.ts";
import type { EnvironmentNames } from "../domain/image/environment-names.ts";
import type { FactSource } from "../domain/image/fact-source.ts";
import type {
  DatedTag,
  ImageFacts,
  LatestDate,
  RepositoryFacts,
  SuccessorFacts,
  TagDate,
} from "../domain/image/image-facts.ts";
import type { ImageVersion } from "../domain/image/image-version.ts";
import { latestVersion, versionOf } from "../domain/image/image-version.ts";
import { valueOf } from "../domain/image/known.ts";
import {
  hasSupportWindow,
  isCurrent,
  isSupported,
  usableSuccessor,
} from "../domain/image/lifecycle.ts";
import { nearestNames } from "../text/closest-match.ts";
import type { OnUnresolved, RegistrySource } from "../domain/image/registry-source.ts";
import { evaluateTagAge } from "../domain/image/tag-age.ts";
import { envOf, statedFacts } from "./config-facts.ts";
import type { ImageRequest } from "./query-registry.ts";
import { latestOf, newestOf } from "./latest-date.ts";
import { queryImage, unasked } from "./query-registry.ts";
import type { Queries } from "./queries.ts";
import { dateOfLatest, dateOfReference } from "./tag-date.ts";
import { tagFormOf } from "./tag-form.ts";
import { usersOf } from "./default-user.ts";
import type { VersionSources } from "./version-facts.ts";
import { cyclesOf, factsOfVersion } from "./version-facts.ts";
import { wheelOf } from "./wheels.ts";

/** Where facts come from: sources in the order they are asked, and facts that no registry has. */
export interface Facts extends VersionSources {
  /** Answers of registries, live or cached; null where only the catalogue counts. */
  readonly registry: RegistrySource | null;
  readonly onUnresolved: OnUnresolved;
  /** The platform of image configs from registries: `linux/amd64`. */
  readonly platform: string;
}

/** The facts, and what is computed from them once a run. */
export interface PreparedFacts extends Facts {
  readonly alternatives: () => Promise<readonly SuccessorFacts[]>;
}

export function prepareFacts(facts: Facts): PreparedFacts {
  let alternatives: Promise<readonly SuccessorFacts[]> | undefined;
  return { ...facts, alternatives: () => (alternatives ??= supportedMinimalImages(facts)) };
}

/** What can replace an image that has no known successor. */
async function supportedMinimalImages(facts: Facts): Promise<readonly SuccessorFacts[]> {
  const { list, inferenceRepositories } = facts.reference;
  const images: SuccessorFacts[] = [];
  for (const repository of inferenceRepositories) {
    const own = await factsOfVersion(repository, latestVersion, facts);
    const support = valueOf(own.support);
    if (own.framework === null && (support === "listed" || support === "published"))
      images.push({
        ...{ repository, basis: "inferred", source: list, facts: own },
        ...cyclesOf(own, facts),
        newestTag: await newest(facts.sources, repository, facts.asOf),
        wheel: { kind: "unknown" },
      });
  }
  return images;
}

const nearestShown = 3;

/**
 * Everything known of one reference.
 * @param environment stands for the image, so that advice names environments, too
 */
export async function factsOfImage(
  request: ImageRequest,
  facts: PreparedFacts,
  environment: string | null = null,
): Promise<ImageFacts> {
  const names = environment !== null ? await facts.reference.environments() : null;
  const { repository, reference } = request;
  const { asOf } = facts;
  const recorded = await factsOfVersion(repository, versionOf(reference), facts);
  const dated = await datesOfImage(request, recorded, facts);
  const evidenced = recorded.evidenced || dated.existence.kind === "present";
  const stated = statedFacts(dated.published, recorded, request, asOf);
  const own = { ...recorded, ...stated, evidenced };
  const isNew = own.family === "inference" && !evidenced;
  const successor = await successorFacts(own, facts);
  // Looked up only where they can be needed: that reads every image of the catalogue.
  const replacement = usableSuccessor({ successor }, asOf);
  const isCovered =
    isSupported(own) || (replacement !== null && replacement.wheel.kind !== "missing");
  const others = isCovered
    ? []
    : own.family === "inference"
      ? await alternativesFor(own, facts)
      : await newerVersion(own, versionOf(reference), facts);
  return {
    ...own,
    ...cyclesOf(own, facts),
    successor: successor && withName(successor, names),
    ...sourceOfName(environment, names),
    list: facts.reference.list,
    nearest: isNew
      ? nearestNames(repository, facts.reference.inferenceRepositories, nearestShown)
      : [],
    alternatives: others.map((other) => withName(other, names)),
    ...dated,
    tagForm: await tagFormOf(request, dated, facts.sources),
    ...usersOf(dated.published, own.defaultUser),
    env: envOf(dated.published, own.env, request, asOf),
  };
}

function sourceOfName(
  environment: string | null,
  names: EnvironmentNames | null,
): Pick<ImageFacts, "environment"> {
  const source = environment === null ? undefined : names?.imageOf(environment)?.source;
  return source ? { environment: source } : {};
}

function withName(image: SuccessorFacts, names: EnvironmentNames | null): SuccessorFacts {
  return names ? { ...image, environment: names.nameOf(image.repository) } : image;
}

/** How old the image is and whether it exists. */
async function datesOfImage(
  request: ImageRequest,
  own: RepositoryFacts,
  { sources, asOf, onUnresolved, ...facts }: PreparedFacts,
): Promise<Pick<ImageFacts, "tagDate" | "latest" | "newestTag" | "existence" | "published">> {
  const { reference, repository, location, queries } = request;
  const registry = facts.registry && { source: facts.registry, onUnresolved };
  const asked = registry ? await queryImage(request, own, registry, asOf) : unasked;
  const { image, existence, tags, isLatest } = asked;
  // A mirror's latest keeps the date of its copy; ages are measured from Microsoft's own.
  const isFrozen = location.isMirrored && !isLatest;
  const evidence = { sources, asOf, image, isFrozen, registry: location.own.registry };
  const tagDate = await dateOfReference(reference, repository, evidence);
  // A mirror's list does not show what Microsoft has published.
  const listed = location.isMirrored ? null : newestOf(tags, asOf);
  const newestTag = newerOf(listed, await newest(sources, repository, asOf));
  const bounds = dateOfLatest(tagDate, newestTag);
  const latest =
    registry && hasSupportWindow(own) && decides(queries.window, tagDate, bounds, asOf)
      ? await latestOf(location, bounds, registry, asOf)
      : bounds;
  const published = image?.kind === "found" ? { image: image.value, source: image.source } : null;
  return { tagDate, latest, newestTag, existence, published };
}

/** Whether the day of `latest` can decide anything. */
function decides(
  window: Queries["window"],
  tagDate: TagDate,
  bounds: LatestDate,
  asOf: CalendarDate,
): boolean {
  if (window === null || window === "any") return window === "any";
  if (tagDate.kind !== "dated" || window.from !== "latest") return false;
  return evaluateTagAge(tagDate, bounds, window, asOf).kind !== "supported";
}

/** The newest tag that the registry lists, unless the catalogue is newer and knows a newer tag. */
function newerOf(listed: DatedTag | null, known: DatedTag | null): DatedTag | null {
  if (!listed || !known) return listed ?? known;
  const isLater = (known.source.asOf ?? "") > (listed.source.asOf ?? "");
  return isLater && known.date > listed.date ? known : listed;
}

async function alternativesFor(
  { processor: own, framework }: RepositoryFacts,
  facts: PreparedFacts,
): Promise<readonly SuccessorFacts[]> {
  const images = (await facts.alternatives()).filter(({ facts: { processor } }) =>
    own.known && processor.known ? processor.value === own.value : true,
  );
  return Promise.all(
    images.map(async (image) => ({
      ...image,
      wheel: await wheelOf(framework, image.facts, facts.reference),
    })),
  );
}

/** Of an image that only its own kind can replace, and whose releases have ended: its newest version, unless that is named. */
async function newerVersion(
  recorded: RepositoryFacts,
  { tag, digest }: ImageVersion,
  facts: PreparedFacts,
): Promise<readonly SuccessorFacts[]> {
  const isNewest = tag === "latest" && digest === null;
  if (isNewest || isCurrent(cyclesOf(recorded, facts), facts.asOf)) return [];
  const { repository } = recorded;
  const own = await factsOfVersion(repository, latestVersion, facts);
  const newestTag = await newest(facts.sources, repository, facts.asOf);
  const { list: source } = facts.reference;
  const wheel = { kind: "unknown" } as const;
  return [
    {
      repository,
      basis: "inferred",
      source,
      facts: own,
      ...cyclesOf(own, facts),
      newestTag,
      wheel,
    },
  ];
}

async function successorFacts(
  { successor, framework }: RepositoryFacts,
  facts: Facts,
): Promise<SuccessorFacts | null> {
  if (!successor) return null;
  const own = await factsOfVersion(successor.repository, latestVersion, facts);
  const newestTag = await newest(facts.sources, successor.repository, facts.asOf);
  const wheel = await wheelOf(framework, own, facts.reference);
  return { ...successor, facts: own, ...cyclesOf(own, facts), newestTag, wheel };
}

async function newest(
  sources: readonly FactSource[],
  repository: string,
  asOf: CalendarDate,
): Promise<ImageFacts["newestTag"]> {
  for (const source of sources) {
    const tag = await source.newestTag(repository, asOf);
    if (tag) return tag;
  }
  return null;
}
