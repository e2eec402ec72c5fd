import type { ImageUse } from "../domain/build/build.ts";
import type {
  EnrichedEnvironment,
  PinnedRelease,
  ServingConda,
} from "../domain/build/enriched-build.ts";
import type { CondaServer, ServedEnvironment } from "../domain/build/image-run.ts";
import { allowedPython } from "../domain/image/conda-spec.ts";
import type { ReferenceFacts } from "../domain/image/fact-source.ts";
import { valueOf } from "../domain/image/known.ts";
import { endingRelease, isCurrent, lastDay } from "../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import { compareText } from "../text/compare-text.ts";
import type { PreparedFacts } from "./image-facts.ts";

/** The conda environment that serves on an image, of another kind of file or of the target of a Dockerfile; null without one. */
export function servingConda(
  { run, via, stage }: Pick<ImageUse, "run" | "via" | "stage">,
  server: CondaServer | undefined,
  reference: Pick<ReferenceFacts, "releaseCycle">,
): ServingConda | null {
  const ofTarget = via === "from" && server?.stage === stage ? server : null;
  const python = run?.conda?.python ?? ofTarget?.python;
  if (!python) return null;
  const written = run?.conda?.written ?? ofTarget?.file?.written ?? "";
  const release = python.kind === "pinned" ? releaseOf(python.pin.spec, reference) : unknownRelease;
  return { written, python, release };
}

const unknownRelease: PinnedRelease = { version: null, cycle: null };

/** What a pin stands for. @param spec what follows the name */
function releaseOf(spec: string, reference: Pick<ReferenceFacts, "releaseCycle">): PinnedRelease {
  const allowed = allowedPython(spec);
  if (allowed.kind === "unknown") return unknownRelease;
  if (allowed.kind === "one")
    return { version: allowed.version, cycle: reference.releaseCycle("python", allowed.version) };
  const cycles = allowed.versions.map((version) => reference.releaseCycle("python", version));
  const known = cycles.filter((cycle) => lastDay(cycle, "standard") !== null);
  return { version: null, cycle: known.length === cycles.length ? lastToEnd(known) : null };
}

function lastToEnd(cycles: readonly (ReleaseCycle | null)[]): ReleaseCycle | null {
  return cycles.reduce((last, cycle) =>
    compareText(lastDay(cycle, "standard") ?? "", lastDay(last, "standard") ?? "") >= 0
      ? cycle
      : last,
  );
}

/** Environments with what their pins stand for. */
export async function enrichedEnvironments(
  environments: readonly ServedEnvironment[],
  facts: PreparedFacts,
): Promise<readonly EnrichedEnvironment[]> {
  if (environments.length === 0) return [];
  const recommended = await recommendedPython(facts);
  return environments.map((environment) => ({
    ...environment,
    release: releaseOf(environment.pin.spec, facts.reference),
    recommended,
  }));
}

/** The newest Python of the images that can be recommended. */
async function recommendedPython({ alternatives, asOf }: PreparedFacts): Promise<string | null> {
  const images = await alternatives();
  const versions = images
    .filter((image) => isCurrent(image, asOf) && endingRelease(image, asOf) === null)
    .flatMap(({ facts }) => valueOf(facts.python) ?? []);
  return versions.toSorted((a, b) => minorOf(a) - minorOf(b)).at(-1) ?? null;
}

function minorOf(version: string): number {
  return Number(version.split(".")[1] ?? 0);
}
