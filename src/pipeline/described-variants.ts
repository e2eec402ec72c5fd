import { mentionsAzureml } from "../discover/index.ts";
import type { DescribedBuild } from "../domain/build/described-build.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import { describedVariant } from "./resolve-dockerfile.ts";

/** Characters that are checked of one Dockerfile in all described builds: each build takes the whole file. */
const maxTotal = 4 * 1024 * 1024;
/** Far more builds than people describe of one file. */
const maxBuilds = 500;
const minBuilds = 4;

/**
 * The builds of a Dockerfile that files of the repository describe; of very many, those that name an azureml image first.
 * @param length of the Dockerfile, in characters
 * @returns how many are left out, too
 */
export function describedVariants(
  own: BuildVariant,
  builds: readonly DescribedBuild[],
  length: number,
): { readonly variants: readonly BuildVariant[]; readonly leftOut: number } {
  const limit = Math.max(minBuilds, Math.min(maxBuilds, Math.floor(maxTotal / (length + 1))));
  const chosen = builds.length > limit ? namingFirst(builds).slice(0, limit) : builds;
  return {
    variants: chosen.map((one) => describedVariant(own, one)),
    leftOut: builds.length - chosen.length,
  };
}

function namingFirst(builds: readonly DescribedBuild[]): readonly DescribedBuild[] {
  const names = ({ args, contexts }: DescribedBuild): boolean =>
    [...args.values(), ...contexts.values()].some(mentionsAzureml);
  return [...builds.filter(names), ...builds.filter((one) => !names(one))];
}
