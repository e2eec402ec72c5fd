import type { DiscoveredFile } from "../../discover/index.ts";
import { sourcePath } from "../../discover/index.ts";
import type { ResolvedBuild } from "../../domain/build/build.ts";
import { checkedReading } from "../../domain/build/build.ts";
import { condaPointers } from "../../domain/build/image-run.ts";
import type { EnvironmentUser } from "../../domain/build/image-run.ts";
import { describedVariants } from "../described-variants.ts";
import { contextOf, resolveDockerfile } from "../resolve-dockerfile.ts";
import type { ScanRequest } from "../scan-request.ts";
import { sourceIn } from "../source-in.ts";
import type { CondaFiles } from "./conda-files.ts";
import type { FollowedBuilds } from "./described-builds.ts";

/**
 * The Dockerfiles whose target serves with the environment of a conda file, by the absolute path of that file. Most Dockerfiles do
 * not mention the variables that decide it, and are not parsed here.
 */
export async function condaOfDockerfiles(
  dockerfiles: readonly DiscoveredFile[],
  builds: FollowedBuilds,
  conda: CondaFiles,
  request: ScanRequest,
): Promise<ReadonlyMap<string, readonly EnvironmentUser[]>> {
  const users = new Map<string, EnvironmentUser[]>();
  for (const file of dockerfiles) {
    const source = request.stdin && file.named ? null : sourceIn(request, file);
    if (source?.kind !== "text" || !pointsToConda(source.text)) continue;
    const { settings } = await request.settings.of(file.folder);
    const own = settings.buildsOf(file.absolute);
    const described = describedVariants(own[0], builds.of(sourcePath(file)), source.text.length);
    const { parseDockerfile: parse } = await import("../../parse/index.ts");
    const { platform } = settings;
    const variants = resolveDockerfile(file.path, source, [...own, ...described.variants], {
      platform,
      parse,
    });
    for (const { resolved, variant } of variants) {
      const user = environmentUser(resolved);
      const path = resolved.condaServer?.file?.path;
      if (!user || path === undefined) continue;
      const { absolute } = await conda.inContext(contextOf(file.absolute, variant), path);
      if (absolute === null) continue;
      const known = users.get(absolute);
      if (known) known.push(user);
      else users.set(absolute, [user]);
    }
  }
  return users;
}

/** Without one of these variables no conda environment of a Dockerfile is known to serve. */
function pointsToConda(text: string): boolean {
  return condaPointers.some((name) => text.includes(name));
}

function environmentUser({
  path,
  stages,
  condaServer,
  serves,
}: ResolvedBuild): EnvironmentUser | null {
  const base = condaServer && stages[condaServer.stage]?.base;
  const image = base?.kind === "image" || base?.kind === "unresolved" ? base.image : null;
  if (!condaServer?.file || !image) return null;
  const { reading } = checkedReading(image);
  const text = reading.kind === "reference" ? reading.reference.text : reading.text;
  const region = condaServer.file.region;
  return { path, region, image: text, reading, ...(serves === true ? { serves } : {}) };
}
