import type { EnrichedBuild } from "../../domain/build/enriched-build.ts";
import { baseJson, imageJson, userJson } from "./build-json.ts";
import { runsOf } from "./runs.ts";
import type { InspectedFile } from "./schema.ts";

/** One element of `files[]` of `inferlint.inspect/1`. */
export function fileJson(build: EnrichedBuild): InspectedFile {
  const { path, kind = "dockerfile", valid, problems, target, stages, images } = build;
  const runs = runsOf(build);
  return {
    path,
    kind,
    valid,
    problems: problems.map(({ message, region }) => ({ message, region })),
    target,
    stages: stages.map((stage) => ({
      index: stage.index,
      name: stage.name,
      line: stage.line,
      base: baseJson(stage.base),
      user: userJson(build, stage),
    })),
    images: images.map(imageJson),
    ...(runs.length > 0 ? { runs } : {}),
  };
}
