import type { EnrichedBuild, EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { ImageRun } from "../../domain/build/image-run.ts";
import { targetLineage } from "../../domain/build/inference-images.ts";
import { isRootUser } from "../../domain/build/user.ts";
import { valueOf } from "../../domain/image/known.ts";
import { userJson } from "./build-json.ts";
import type { InspectedRun } from "./schema.ts";

/** What runs, where not only the image or the Dockerfile says it: a conda file, or another file that runs the image. */
export function runsOf(build: EnrichedBuild): readonly InspectedRun[] {
  const { path, condaServer } = build;
  const ofReferences = build.images.flatMap((image): InspectedRun[] => {
    const { run, facts } = image;
    if (!run || !facts) return [];
    return [
      {
        os: valueOf(facts.os),
        python: pythonOf(path, image),
        user: userOf(path, image, run),
      },
    ];
  });
  const [target] = targetLineage(build);
  const start = build.images.find(
    ({ via, stage }) => via === "from" && stage === condaServer?.stage,
  );
  if (!target || !start?.facts) return ofReferences;
  const { value, root } = userJson(build, target);
  const region = target.user.kind === "explicit" ? target.user.region : null;
  const user = { value, root, path: region && path, region };
  return [...ofReferences, { os: valueOf(start.facts.os), python: pythonOf(path, start), user }];
}

function pythonOf(path: string, { conda, facts, region }: EnrichedImage): InspectedRun["python"] {
  if (conda === null) return { value: facts && valueOf(facts.python), path, region };
  if (conda.python.kind === "unknown") return { value: null, path: null, region: null };
  const { pin } = conda.python;
  return { value: conda.release.version, path: pin.path, region: pin.region };
}

/** Azure ML builds an environment with a conda file as root, and no document says who then runs it. */
function userOf(
  path: string,
  { facts }: EnrichedImage,
  { conda, user }: ImageRun,
): InspectedRun["user"] {
  const nowhere = { path: null, region: null };
  if (conda !== null) return { value: null, root: "unknown", ...nowhere };
  if (user !== null && user.value !== "") {
    const { value, region } = user;
    return { value, root: value === null ? "unknown" : isRootUser(value), path, region };
  }
  const own = facts && valueOf(facts.defaultUser);
  return { value: own, root: own === null ? "unknown" : isRootUser(own), ...nowhere };
}
