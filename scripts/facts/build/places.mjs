// Tags and digests by repository, each with the place where it was found first: `{ repository, commit, day, path }`.
import { byDay } from "../order.mjs";

/**
 * Microsoft's repositories by the names of the files that are collected from them. Their places need no path: the commit is enough
 * to find them.
 */
export const microsoftFiles = {
  "azureml-assets": "Azure/azureml-assets",
  "azureml-examples": "Azure/azureml-examples",
  "AzureML-Containers": "Azure/AzureML-Containers",
};
export const microsoft = Object.values(microsoftFiles);

/**
 * @param kind `tags` or `digests`
 * @returns by repository of images and by tag or digest, the oldest place
 */
export function placesOf(kind, { collected, decided }) {
  const tables = [
    ...Object.entries(microsoftFiles).map(([file, repository]) => [
      repository,
      collected[file]?.[kind],
    ]),
    [null, collected.pins?.[kind]],
    [null, decidedPlaces(decided[kind])],
  ];
  const all = {};
  for (const [repository, table] of tables)
    for (const [image, entries] of Object.entries(table ?? {}))
      for (const [name, place] of Object.entries(entries)) {
        const found = { ...place, repository: place.repository ?? repository };
        const known = (all[image] ??= {})[name];
        if (!known || byDay(found, known) < 0) all[image][name] = withTag(found, known);
        else if (known) all[image][name] = withTag(known, found);
      }
  if (kind === "tags") addVersions(all, collected["azureml-assets"]);
  return all;
}

/** The commit that published a version of an environment decides, and not one that uses it. */
function addVersions(all, { environments }) {
  for (const [name, { versions }] of Object.entries(environments))
    for (const { version, commit, day } of versions)
      (all[`azureml/curated/${name}`] ??= {})[version] = { repository: microsoft[0], commit, day };
}

/** A digest has the tag that any source names for it. */
const withTag = (place, other) => (place.tag || !other?.tag ? place : { ...place, tag: other.tag });

/** `owner/repository@commit:path` → its parts. */
function decidedPlaces(table) {
  const readEntry = ([name, { source, asOf, ...rest }]) => {
    const [, repository, commit, path] = /^([^@]+)@([^:]+):(.+)$/.exec(source);
    return [name, { repository, commit, path, day: asOf, ...rest }];
  };
  return Object.fromEntries(
    Object.entries(table).map(([image, entries]) => [
      image,
      Object.fromEntries(Object.entries(entries).map(readEntry)),
    ]),
  );
}
