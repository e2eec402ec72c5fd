// The sources of the catalogue: each repository with its commit and the day of that commit.
import { registrySource } from "./registry.mjs";

const nameOf = ({ repository, name, commit, version }) => {
  const state = commit ?? version;
  return state ? `${repository ?? name}@${state}` : (repository ?? name);
};
export const stateOf = (source) => ({ name: nameOf(source), asOf: source.asOf });

/** Microsoft's list of inference images; `source` is that of the images on it. */
export function listOf({ list }) {
  const { path, commit, asOf, images } = list;
  return {
    images,
    asOf,
    source: { source: `MicrosoftDocs/azure-ai-docs@${commit}:${path}`, asOf },
  };
}

/** What images.json says about its sources. */
export function sourcesOf(collected) {
  const { list } = collected["azure-ai-docs"];
  const { readme } = collected["AzureML-Containers"];
  const assets = stateOf(collected["azureml-assets"].source);
  return {
    sources: allSources(collected),
    list: {
      name: `Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@${list.commit})`,
      asOf: list.asOf,
    },
    published: { name: `${assets.name} (environments tagged Inferencing)`, asOf: assets.asOf },
    baseList: { name: `Azure/AzureML-Containers@${readme.commit}:README.md`, asOf: readme.day },
    nonRoot:
      "Microsoft's article on prebuilt Docker images for inference (all of them run as non-root)",
  };
}

/** A repository of which single files are read is known as it was when the newest of them changed. */
const newest = (source, files) =>
  Object.values(files).reduce(
    (one, { commit, asOf }) => (asOf > one.asOf ? { ...one, commit, asOf } : one),
    source,
  );

/** By repository, or by name where the source is none. */
function allSources({ pins, registry, ...others }) {
  const own = Object.values(others).map(({ source, files = {} }) => newest(source, files));
  const pinned = Object.entries(pins?.sources ?? {}).map(([repository, source]) => ({
    repository,
    ...source,
  }));
  const asked = registrySource({ registry });
  return Object.fromEntries(
    [...own, ...pinned, ...(asked ? [asked] : [])]
      .map((source) => [source.repository ?? source.name, stateOf(source)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
