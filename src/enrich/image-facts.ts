import { readAzuremlName } from "../domain/azureml-name.ts";
import type { CalendarDate } from "../domain/calendar-date.ts";
import type { FactSource, ReferenceFacts } from "../domain/fact-source.ts";
import type {
  DatedTag,
  ImageFacts,
  RepositoryFacts,
  Successor,
  SuccessorFacts,
} from "../domain/image-facts.ts";
import type { ImageReference } from "../domain/image-reference.ts";
import type { Known } from "../domain/known.ts";
import { known, unknown, valueOf } from "../domain/known.ts";
import { isCurrent, isSupported } from "../domain/lifecycle.ts";
import { nearestNames } from "../domain/nearest-names.ts";
import type { RegistrySource } from "../domain/registry-source.ts";
import type { ReleaseCycle } from "../domain/release-cycle.ts";
import { judgeTagAge } from "../domain/tag-age.ts";
import type { ImagePlace } from "./ask-registry.ts";
import {
  existenceOf,
  latestOf,
  needsConfig,
  newestOf,
  publishedOf,
  pulled,
} from "./ask-registry.ts";
import type { Questions } from "./questions.ts";
import { dateOfLatest, dateOfReference } from "./tag-date.ts";

/** Where facts come from: sources in the order they are asked, and what no registry can tell. */
export interface Facts {
  readonly sources: readonly FactSource[];
  /** What registries say, asked or kept; null where nothing but the catalogue counts. */
  readonly registry: RegistrySource | null;
  readonly reference: ReferenceFacts;
  readonly asOf: CalendarDate;
}

/** The facts with what is worked out from them once a run. */
export interface PreparedFacts extends Facts {
  readonly alternatives: () => Promise<readonly SuccessorFacts[]>;
}

export function prepareFacts(facts: Facts): PreparedFacts {
  let alternatives: Promise<readonly SuccessorFacts[]> | undefined;
  return { ...facts, alternatives: () => (alternatives ??= supportedMinimalImages(facts)) };
}

/** What can stand in for an image of which no successor is known. */
async function supportedMinimalImages(facts: Facts): Promise<readonly SuccessorFacts[]> {
  const { list, inferenceRepositories } = facts.reference;
  const images: SuccessorFacts[] = [];
  for (const repository of inferenceRepositories) {
    const own = await factsOfRepository(repository, true, facts);
    const support = valueOf(own.support);
    if (own.framework === null && (support === "listed" || support === "published"))
      images.push({
        repository,
        basis: "inferred",
        source: list,
        facts: own,
        ...cyclesOf(own, facts),
      });
  }
  return images;
}

const fromName = { name: "the image name", asOf: null };
const nearestShown = 3;

/** One reference to an azureml repository, and what has to be known of it. */
export interface ImageRequest {
  readonly reference: ImageReference;
  /** On Microsoft's registry, mirrors mapped back. */
  readonly repository: string;
  readonly isInference: boolean;
  readonly place: ImagePlace;
  readonly questions: Questions;
}

/** Everything known of one reference. */
export async function factsOfImage(
  request: ImageRequest,
  facts: PreparedFacts,
): Promise<ImageFacts> {
  const { repository, isInference } = request;
  const { asOf } = facts;
  const own = await factsOfRepository(repository, isInference, facts);
  const dated = await datesOfImage(request, own, facts);
  const { published } = dated;
  const isNew = isInference && !facts.reference.inferenceRepositories.includes(repository);
  const successor = await successorFacts(own.successor, facts);
  // Looked up only where they can be needed: that reads every image of the catalogue.
  const isCovered = isSupported(own) || (successor !== null && isCurrent(successor, asOf));
  return {
    ...own,
    ...cyclesOf(own, facts),
    successor,
    list: facts.reference.list,
    nearest: isNew
      ? nearestNames(repository, facts.reference.inferenceRepositories, nearestShown)
      : [],
    alternatives: isCovered ? [] : await alternativesFor(own, facts),
    ...dated,
    defaultUser: published ? known(published.image.user, published.source) : own.defaultUser,
  };
}

/** How old the image is and whether it exists: registries are asked no more than the questions need. */
async function datesOfImage(
  { reference, repository, isInference, place, questions }: ImageRequest,
  { defaultUser }: RepositoryFacts,
  { sources, asOf, ...facts }: PreparedFacts,
): Promise<Pick<ImageFacts, "tagDate" | "latest" | "newestTag" | "existence" | "published">> {
  const { window, user, whole } = questions;
  const registry = isInference ? facts.registry : null;
  const isConcrete = !reference.templated && !reference.tagUnresolved;
  const onlyConfig = needsConfig(reference, place.isMirrored, asOf);
  const asksForUser = user !== "never" && (onlyConfig || !defaultUser.known);
  const asksForImage = whole || asksForUser || (onlyConfig && window !== null);
  const image =
    registry && isConcrete && asksForImage
      ? await registry.image(place.own, pulled(reference))
      : null;
  const { existence, tags } =
    registry && isConcrete && questions.existence
      ? await existenceOf(reference, place, image, registry, asOf)
      : { existence: { kind: "unknown" } as const, tags: null };

  const published = publishedOf(image);
  const { isMirrored } = place;
  const tagDate = await dateOfReference(reference, repository, {
    sources,
    asOf,
    published,
    isMirrored,
  });
  const newestTag = newerOf(newestOf(tags, asOf), await newest(sources, repository, asOf));
  const offline = dateOfLatest(tagDate, newestTag);
  const asksForLatest =
    window === "any" ||
    (window !== null &&
      tagDate.kind === "dated" &&
      window.from === "latest" &&
      judgeTagAge(tagDate, offline, window, asOf).kind !== "supported");
  const latest =
    registry && asksForLatest ? await latestOf(place, offline, registry, asOf) : offline;
  return { tagDate, latest, newestTag, existence, published };
}

/** What a registry lists counts, unless the catalogue was checked later and knows a newer one. */
function newerOf(listed: DatedTag | null, known: DatedTag | null): DatedTag | null {
  if (!listed || !known) return listed ?? known;
  const isLater = (known.source.asOf ?? "") > (listed.source.asOf ?? "");
  return isLater && known.date > listed.date ? known : listed;
}

async function alternativesFor(
  { processor: own }: RepositoryFacts,
  facts: PreparedFacts,
): Promise<readonly SuccessorFacts[]> {
  return (await facts.alternatives()).filter(({ facts: { processor } }) =>
    own.known && processor.known ? processor.value === own.value : true,
  );
}

/** What the sources state, else what the name states, else unknown. */
async function factsOfRepository(
  repository: string,
  isInference: boolean,
  { sources, reference }: Facts,
): Promise<RepositoryFacts> {
  let stated: RepositoryFacts | null = null;
  for (const source of sources) stated ??= await source.repositoryFacts(repository);
  const name = readAzuremlName(repository);
  const orNamed = <T>(fact: Known<T> | undefined, named: T | null, what: string): Known<T> => {
    if (fact?.known) return fact;
    if (named !== null) return known(named, fromName);
    return fact ?? unknown(`neither the name nor the catalogue states the ${what}`);
  };
  const processor = orNamed(stated?.processor, name.processor, "processor");
  return {
    repository,
    os: orNamed(stated?.os, name.os, "operating system"),
    python: orNamed(stated?.python, name.python, "Python version"),
    cuda: orNamed<string | null>(stated?.cuda, name.cuda, "CUDA version"),
    processor,
    defaultUser: stated?.defaultUser ?? unknown("the catalogue does not know the image"),
    framework: stated?.framework ?? name.framework,
    support: supportOf(stated, isInference, reference),
    supportEnded: stated?.supportEnded ?? null,
    successor: stated?.successor ?? null,
    condaPath: stated?.condaPath ?? null,
  };
}

function supportOf(
  stated: RepositoryFacts | null,
  isInference: boolean,
  { list }: ReferenceFacts,
): RepositoryFacts["support"] {
  if (!isInference) return unknown("it is not an inference image");
  return stated?.support.known ? stated.support : known("never-listed", list);
}

async function successorFacts(
  successor: Successor | null,
  facts: Facts,
): Promise<SuccessorFacts | null> {
  if (!successor) return null;
  const own = await factsOfRepository(successor.repository, true, facts);
  return { ...successor, facts: own, ...cyclesOf(own, facts) };
}

function cyclesOf(
  { os, python }: RepositoryFacts,
  { reference }: Facts,
): { osCycle: ReleaseCycle | null; pythonCycle: ReleaseCycle | null } {
  const [, product = "", cycle = ""] = /^([a-z-]+?)([\d.]+)$/.exec(valueOf(os) ?? "") ?? [];
  const pythonVersion = valueOf(python);
  const known = isProduct(product) ? reference.releaseCycle(product, cycle) : null;
  return {
    osCycle: known,
    pythonCycle: pythonVersion === null ? null : reference.releaseCycle("python", pythonVersion),
  };
}

function isProduct(name: string): name is ReleaseCycle["product"] {
  return name === "ubuntu" || name === "debian" || name === "azure-linux";
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
