import { imagesByStage } from "../domain/build/built-on.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { RunOfBuild } from "../domain/build/image-run.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { ResolvedBuild } from "../domain/build/build.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { parseDockerfile } from "../parse/index.ts";
import type { BuildWithUser } from "./project/described-builds.ts";
import type { ScanRequest } from "./scan-request.ts";
import { sourceIn } from "./source-in.ts";
import { describedVariant, resolveDockerfile } from "./resolve-dockerfile.ts";

interface RunContext {
  readonly run: Pick<ScanRequest, "cwd" | "earlier">;
  readonly platform: string;
  readonly parse: typeof parseDockerfile;
  readonly variant: BuildVariant;
  /** With the catalogue alone. */
  readonly enrich: (build: ResolvedBuild) => Promise<EnrichedBuild>;
}

/** Who runs what Dockerfiles build, by what a compose file says: of the builds whose target certainly is on a checked image. */
export async function runsOfBuilds(
  builds: readonly BuildWithUser[],
  { run, platform, parse, variant, enrich }: RunContext,
): Promise<readonly RunOfBuild[]> {
  const runs: RunOfBuild[] = [];
  for (const { name, user, dockerfile: absolute, described } of builds) {
    const path = relativePath(absolute, run.cwd);
    const source = sourceIn(run, { path, absolute, kind: "dockerfile", named: false });
    if (source.kind !== "text") continue;
    const own = [describedVariant(variant, described)];
    const [first] = resolveDockerfile(path, source, own, { platform, parse });
    if (!first || first.resolved.targetMissing) continue;
    const build = await enrich(first.resolved);
    const on = build.target === null ? null : imagesByStage(build)[build.target]?.certain;
    if (on) runs.push({ name, user, dockerfile: path, image: referenceText(on.image) });
  }
  return runs;
}
