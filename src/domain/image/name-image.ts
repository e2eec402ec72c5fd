import { nearestNames } from "../../text/closest-match.ts";
import { joinList } from "../../text/list.ts";
import type { ReferenceFacts } from "./fact-source.ts";
import type { RepositoryFacts, SupportState } from "./image-facts.ts";
import { canonicalName, microsoftPath } from "./image-matcher.ts";
import type { ImagePolicy } from "./image-policy.ts";
import { microsoftRegistry } from "./image-policy.ts";
import type { ImageReference } from "./image-reference.ts";
import { readReference } from "./image-reference.ts";
import { knownEnding } from "./known-ending.ts";
import { valueOf } from "./known.ts";

/** An image that a person named, and the reference that was meant. */
export interface NamedImage {
  readonly kind: "named";
  /** As given. */
  readonly asked: string;
  /** With a registry: `mcr.microsoft.com/azureml/minimal-py312-inference:latest`. */
  readonly reference: string;
  /** Set for a short name, which two repositories can have. */
  readonly short: ShortName | null;
}

/** Which of the two repositories that a short name can mean was taken. */
export interface ShortName {
  readonly taken: string;
  readonly other: string;
  /** What Microsoft says of the other one; null where the catalogue does not know it. */
  readonly otherSupport: SupportState | "unknown" | null;
}

/** A name that is no azureml image. */
export interface UnknownName {
  readonly kind: "unknown";
  /** As given. */
  readonly asked: string;
  /** Parts of a sentence: no capital at the start, no full stop. */
  readonly why: string;
  /** Full names of known images that are most like it, best first. */
  readonly nearest: readonly string[];
}

/** What the catalogue says of names. */
export interface KnownNames extends Pick<ReferenceFacts, "inferenceRepositories"> {
  /** Of `latest`; null for a repository that it does not know. */
  readonly factsOf: (repository: string) => Promise<RepositoryFacts | null>;
  /** A registry or a facts file may know images that the catalogue does not. */
  readonly asksRegistry: boolean;
}

const nearestShown = 3;

/**
 * Finds the image that a name means: a reference, or a short name such as `minimal-py312-inference:latest`, which is below
 * `azureml/` if Microsoft ever supported that image, else below `azureml/curated/`. The registry may be left out of a longer path:
 * `azureml/minimal-py312-inference`, `curated/minimal-py311-inference`.
 * @param images its mirrors count as Microsoft's registry
 */
export async function nameImage(
  asked: string,
  images: ImagePolicy,
  catalogue: KnownNames,
): Promise<NamedImage | UnknownName> {
  // Other characters would be variables, templates or further words in a Dockerfile.
  const reading = /^[\w./:@-]+$/.test(asked) ? readReference(asked) : null;
  if (reading?.kind !== "reference") {
    const why = reading?.kind === "invalid" ? ` (${reading.why})` : "";
    return { kind: "unknown", asked, why: `not an image reference${why}`, nearest: [] };
  }
  const { registry, repository } = reading.reference;
  const own = microsoftPath(canonicalName(registry, repository, images), images);
  if (own !== null)
    return (await isAzureml(own, images, catalogue))
      ? { kind: "named", asked, reference: asked, short: null }
      : unknownName(asked, own, catalogue);
  if (registry !== null) return elsewhere(asked, reading.reference, catalogue);
  const tail = asked.slice(repository.length);
  if (/^(?:azureml|curated)\//.test(repository)) {
    const full = repository.replace(/^curated\//, "azureml/curated/");
    return (await isAzureml(full, images, catalogue))
      ? { kind: "named", asked, reference: `${microsoftRegistry}/${full}${tail}`, short: null }
      : unknownName(asked, full, catalogue);
  }
  const short = await shortName(repository, catalogue);
  return short === null
    ? unknownName(asked, `azureml/${repository}`, catalogue)
    : { kind: "named", asked, reference: `${microsoftRegistry}/${short.taken}${tail}`, short };
}

/** Whether there is anything to check: the catalogue knows the repository, or a registry can say whether it exists. */
async function isAzureml(
  repository: string,
  { isInference }: ImagePolicy,
  catalogue: KnownNames,
): Promise<boolean> {
  if (!repository.startsWith("azureml/")) return false;
  if ((await catalogue.factsOf(repository)) !== null) return true;
  return catalogue.asksRegistry && isInference(repository);
}

const supportedOnce: ReadonlySet<SupportState | null> = new Set([
  "listed",
  "published",
  "dropped",
  "withdrawn",
]);

/** Null for a name that no known repository has. */
async function shortName(name: string, catalogue: KnownNames): Promise<ShortName | null> {
  const [own, curated] = [`azureml/${name}`, `azureml/curated/${name}`];
  const [ofOwn, ofCurated] = [await catalogue.factsOf(own), await catalogue.factsOf(curated)];
  const isOwn = ofOwn !== null && (supportedOnce.has(valueOf(ofOwn.support)) || !ofCurated);
  if (isOwn) return { taken: own, other: curated, otherSupport: supportOf(ofCurated) };
  return ofCurated ? { taken: curated, other: own, otherSupport: supportOf(ofOwn) } : null;
}

function supportOf(facts: RepositoryFacts | null): ShortName["otherSupport"] {
  return facts && (valueOf(facts.support) ?? "unknown");
}

function unknownName(
  asked: string,
  repository: string,
  { inferenceRepositories }: KnownNames,
): UnknownName {
  const nearest = nearestNames(repository, inferenceRepositories, nearestShown).map(
    (name) => `${microsoftRegistry}/${name}`,
  );
  return { kind: "unknown", asked, why: "not an azureml image", nearest };
}

/** An image of another registry, which may hold a copy of Microsoft's. */
function elsewhere(
  asked: string,
  { registry, repository }: ImageReference,
  { inferenceRepositories }: KnownNames,
): UnknownName {
  const ending = knownEnding(repository, new Set(inferenceRepositories));
  const near =
    ending === null
      ? nearestNames(`azureml/${repository}`, inferenceRepositories, nearestShown)
      : [ending];
  const hosts = joinList([microsoftRegistry, "a mirror of images.mirrors"], "or");
  return {
    kind: "unknown",
    asked,
    why: `not an azureml image: ${registry ?? ""} is not ${hosts}`,
    nearest: near.map((name) => `${microsoftRegistry}/${name}`),
  };
}
