// The names of curated environments, and the images that they stand for.
import { sorted } from "../order.mjs";

/**
 * By name, `{ image, … }`. `from` is the oldest version that is a tag of the image; absent where versions are no tags. The source is
 * that of the image where none is stated. `exact` says that the name with `AzureML-` in front was another environment.
 * @param repositories those of images.json
 */
export function environmentsOf({ collected, decided }, repositories) {
  const published = Object.entries(collected["azureml-assets"].environments).flatMap(
    ([image, { names = [image], versions }]) =>
      names.map((name) => [name, publishedEntry(image, name, versions, repositories)]),
  );
  const named = decided.environments.flatMap(({ for: names, source, asOf }) =>
    Object.entries(names).map(([name, image]) => [name, { image, source, asOf }]),
  );
  return { environments: sorted(Object.fromEntries([...published, ...named])) };
}

/** The scripts of azureml-assets tag the image with the version of the environment. */
function publishedEntry(image, name, versions, repositories) {
  const from = Math.min(...versions.map(({ version }) => Number(version)));
  const older = repositories[`azureml/${name}`];
  const isExact = older !== undefined && older.family !== "unverified";
  return { image: `azureml/curated/${image}`, from, ...(isExact ? { exact: true } : {}) };
}
