// Azure/azureml-examples: tags, digests and names, and the moves from one image to another.
import { headOf, wholeRepository } from "../history/repository.mjs";
import { movesOf } from "./moves.mjs";
import { referencesOf, wholeHistory } from "./references.mjs";

export async function collect(folder, name) {
  const directory = wholeRepository(folder, name);
  const { commit, day } = headOf(directory, ["HEAD"]);
  return {
    source: { repository: "Azure/azureml-examples", commit, asOf: day },
    ...(await referencesOf(directory, wholeHistory(directory))),
    moves: await movesOf(directory),
  };
}
