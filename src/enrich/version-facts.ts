import type { NameFacts } from "../domain/image/azureml-name.ts";
import { isInferenceName, readAzuremlName } from "../domain/image/azureml-name.ts";
import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import type { ImageFamily, RepositoryFacts } from "../domain/image/image-facts.ts";
import type { ImageVersion } from "../domain/image/image-version.ts";
import type { Known } from "../domain/image/known.ts";
import { known, unknown, valueOf } from "../domain/image/known.ts";
import { checksRelease } from "../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import type { CalendarDate } from "../text/calendar-date.ts";

/** What facts about a version are taken from: sources in the order they are asked, and facts that no registry has. */
export interface VersionSources {
  readonly sources: readonly FactSource[];
  readonly reference: ReferenceFacts;
  readonly asOf: CalendarDate;
}

const fromName = { name: "the image name", asOf: null };

/** What the sources state of a version, else what the name says, else unknown. */
export async function factsOfVersion(
  repository: string,
  version: ImageVersion,
  { sources, reference, asOf }: VersionSources,
): Promise<RepositoryFacts> {
  let recorded: RepositoryFacts | null = null;
  for (const source of sources)
    recorded ??= await source.repositoryFacts(repository, version, asOf);
  const family = recorded?.family ?? (isInferenceName(repository) ? "inference" : "other");
  const name = statedByName(repository, family, version);
  const evidenced = recorded?.evidenced ?? false;
  // A name promises nothing: what it says is only certain of an image that was published under it.
  const confidence = evidenced ? (recorded?.confidence ?? "medium") : "medium";
  const orNamed = <T>(fact: Known<T> | undefined, named: T | null, what: string): Known<T> => {
    if (fact?.known) return fact;
    if (named !== null) return known(named, fromName, confidence);
    return fact ?? unknown(`neither the name nor the catalogue states the ${what}`);
  };
  const processor = orNamed(recorded?.processor, name.processor, "processor");
  return {
    ...{ repository, family, evidenced, confidence },
    preview: recorded?.preview ?? false,
    parent: recorded?.parent ?? null,
    os: orNamed(recorded?.os, name.os, "operating system"),
    python: orNamed(recorded?.python, name.python, "Python version"),
    cuda: orNamed<string | null>(recorded?.cuda, name.cuda, "CUDA version"),
    processor,
    defaultUser: recorded?.defaultUser ?? unknown("the catalogue does not know the image"),
    env: recorded?.env ?? unknown("the catalogue does not know the image"),
    framework: recorded?.framework ?? name.framework,
    support: supportOf(recorded, family, reference),
    supportEnded: recorded?.supportEnded ?? null,
    successor: recorded?.successor ?? null,
    condaPath: recorded?.condaPath ?? null,
  };
}

/** The first base images are variants of one repository: `azureml/base:openmpi3.1.2-ubuntu18.04`. */
function statedByName(repository: string, family: ImageFamily, { tag }: ImageVersion): NameFacts {
  const name = readAzuremlName(repository);
  if (family === "inference" || tag === null) return name;
  const { os, cuda, processor } = readAzuremlName(tag);
  return {
    ...name,
    os: name.os ?? os,
    cuda: name.cuda ?? cuda,
    processor: name.processor ?? processor,
  };
}

/** Microsoft's list is about inference images: of others, it says nothing by not naming them. */
function supportOf(
  recorded: RepositoryFacts | null,
  family: ImageFamily,
  { list }: ReferenceFacts,
): RepositoryFacts["support"] {
  if (recorded?.support.known) return recorded.support;
  if (family === "inference") return known("never-listed", list);
  return recorded?.support ?? unknown("Microsoft has no list of such images");
}

/** The releases whose ends are checked. */
export function cyclesOf(
  facts: RepositoryFacts,
  { reference }: Pick<VersionSources, "reference">,
): { osCycle: ReleaseCycle | null; pythonCycle: ReleaseCycle | null } {
  const os = checksRelease(facts, "os") ? valueOf(facts.os) : null;
  const python = checksRelease(facts, "python") ? valueOf(facts.python) : null;
  const [, product = "", cycle = ""] = /^([a-z-]+?)([\d.]+)$/.exec(os ?? "") ?? [];
  return {
    osCycle: isProduct(product) ? reference.releaseCycle(product, cycle) : null,
    pythonCycle: python === null ? null : reference.releaseCycle("python", python),
  };
}

function isProduct(name: string): name is ReleaseCycle["product"] {
  return name === "ubuntu" || name === "debian" || name === "azure-linux";
}
