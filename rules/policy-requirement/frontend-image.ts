import type { EnrichedBuild, EnrichedImage } from "../../src/domain/build/enriched-build.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import { canonicalName } from "../../src/domain/image/image-matcher.ts";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import { readReference } from "../../src/domain/image/image-reference.ts";

/** The image that reads the file, as `# syntax=` or a build argument names it: it is pulled and run, but nothing is built on it. */
export function frontendImage(
  { namedFrontend, reading: { templates } }: EnrichedBuild,
  policy: ImagePolicy,
): EnrichedImage | null {
  if (!namedFrontend) return null;
  const { image: written, region: own } = namedFrontend;
  const region = own ?? fileStart;
  const reading = readReference(written, [], templates);
  const { registry = null, repository } = reading.kind === "reference" ? reading.reference : {};
  return {
    ...{ via: "from", platform: null, onbuild: false, stage: -1, line: region.startLine },
    ...{ region, written, mayBeStage: false, reading, taken: null, withoutArgs: null },
    expansion: { text: written, unresolved: [], undeclared: [], omitted: [], provenance: [] },
    canonical: repository === undefined ? null : canonicalName(registry, repository, policy),
    ...{ inference: "no", facts: null, looksLike: null, isOtherServing: false, conda: null },
  };
}
