// Azure/azureml-assets: the branch `release` has each version of a curated environment as it was published; all branches name tags
// and digests of other images.
import { branchRefs, headOf, wholeRepository } from "../history/repository.mjs";
import { sorted } from "../order.mjs";
import { describe } from "./environment-versions.mjs";
import { environmentsOf } from "./environments.mjs";
import { referencesOf, wholeHistory } from "./references.mjs";

export async function collect(folder, name) {
  const directory = wholeRepository(folder, name);
  const head = headOf(directory, branchRefs("release"));
  if (!head) throw new Error(`${name}: ${folder} has no branch release`);
  const environments = await describe(directory, await environmentsOf(directory, head.ref));
  return {
    source: {
      repository: "Azure/azureml-assets",
      branch: "release",
      commit: head.commit,
      asOf: head.day,
    },
    environments: sorted(environments),
    ...(await referencesOf(directory, wholeHistory(directory))),
  };
}
