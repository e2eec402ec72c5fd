import type { CalendarDate } from "../text/calendar-date.ts";
import type { NameFacts } from "../domain/image/azureml-name.ts";
import { readAzuremlName } from "../domain/image/azureml-name.ts";
import type { ImageEnv, ImageFacts, RepositoryFacts } from "../domain/image/image-facts.ts";
import type { Known, Source } from "../domain/image/known.ts";
import { known, unknown } from "../domain/image/known.ts";
import type { ImageRequest } from "./query-registry.ts";
import { isConfigOfCopy, isMoving } from "./query-registry.ts";
import { isRecent } from "./registries.ts";

type Request = Pick<ImageRequest, "location" | "reference" | "repository">;

/**
 * The variables in the image's config, else those that the catalogue knows. The config of the image that a mirror's is said to
 * be a copy of shows nothing of the mirror's, unless both have the same digest. What `latest` was once may set others by now.
 */
export function envOf(
  published: ImageFacts["published"],
  recorded: Known<ImageEnv>,
  request: Request,
  asOf: CalendarDate,
): Known<ImageEnv> {
  if (!published || isConfigOfCopy(request)) return recorded;
  const { env: names } = published.image;
  const complete = isOfThisImage(published.source, request, asOf);
  if (names !== null) return known({ names, complete }, published.source);
  return recorded.known ? recorded : unknown("its config was recorded without them");
}

/** The operating system, CUDA version and conda path with what the image's config states of them. */
export function statedFacts(
  published: ImageFacts["published"],
  recorded: Pick<RepositoryFacts, "os" | "cuda" | "condaPath">,
  request: Request,
  asOf: CalendarDate,
): Pick<RepositoryFacts, "os" | "cuda" | "condaPath"> {
  const { os, cuda, condaPath } = recorded;
  if (!published || isConfigOfCopy(request)) return { os, cuda, condaPath };
  const { image, source } = published;
  const config = { source, isOfThisImage: isOfThisImage(source, request, asOf) };
  const name: NameFacts = readAzuremlName(request.repository);
  return {
    os: decided(os, { ...config, value: image.os, named: name.os }),
    cuda: decided(cuda, { ...config, value: image.cuda, named: name.cuda }),
    condaPath: image.condaPath ?? condaPath,
  };
}

interface Stated {
  /** Null: not stated. */
  readonly value: string | null;
  readonly source: Source;
  /** Else the config is of what `latest` was once. */
  readonly isOfThisImage: boolean;
  /** What the name of the image says. */
  readonly named: string | null;
}

/**
 * The config of the very image counts more than what the catalogue says of its version; of two sources about what `latest` was,
 * the newer one. Where the name contradicts the config, one of the two is wrong: medium confidence.
 */
function decided<T extends string | null>(
  recorded: Known<T>,
  { value, source, isOfThisImage, named }: Stated,
): Known<T | string> {
  if (value === null)
    return recorded.known ? recorded : unknown(`${recorded.why}, nor does its config`);
  const certain = isOfThisImage ? "high" : "medium";
  if (!recorded.known) return known(value, source, certain);
  if (isSame(recorded.value, value))
    return recorded.confidence === "high" ? recorded : known(value, source, certain);
  const other = { value: recorded.value, source: recorded.source };
  const mine = { value, source };
  if (!isOfThisImage && (source.asOf ?? "") < (recorded.source.asOf ?? ""))
    return { ...recorded, other: mine };
  const confidence = named === null || isSame(named, value) ? certain : "medium";
  return { known: true, ...mine, confidence, other };
}

/** A version of CUDA may be given in less detail: 12.4 and 12.4.1. */
function isSame(a: string | null, b: string): boolean {
  return a !== null && (a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`));
}

function isOfThisImage(source: Source, { reference }: Request, asOf: CalendarDate): boolean {
  return !isMoving(reference) || isRecent(source, asOf);
}
