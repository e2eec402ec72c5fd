// The Dockerfiles of base images, each in its newest state.
import { posix } from "node:path";
import { textsOf } from "../history/blobs.mjs";
import { sorted } from "../order.mjs";
import { parentFacts } from "./parent-facts.mjs";
import { readAzuremlName } from "./product.mjs";
import { readDockerfile } from "./read-dockerfile.mjs";
import { pythonOf } from "./read-python.mjs";
import { placeOf } from "./references.mjs";

const isBase = (path) => /^base\/[\w-]+\/[a-z0-9][\w.-]*\/Dockerfile$/.test(path);

/**
 * By repository: `{ os, python, cuda, user, commit, day, path }`. Python is that of the Miniconda it installs, which published images
 * changed later without a public Dockerfile.
 */
export async function dockerfilesOf(directory, history) {
  const newest = new Map();
  for (const { commit, time, changes } of history.toReversed())
    for (const { path, blob } of changes)
      if (blob && isBase(path)) newest.set(path, { commit, time, path, blob });
  const texts = await textsOf(
    directory,
    [...newest.values()].map(({ blob }) => blob),
  );
  const entries = [...newest.values()].map(({ blob, ...place }) => {
    const repository = `azureml/${posix.basename(posix.dirname(place.path))}`;
    const read = readDockerfile(place.path, texts.get(blob) ?? "");
    const parent = parentFacts(read.parent);
    const named = readAzuremlName(repository);
    return [
      repository,
      {
        os: parent.os ?? named.os,
        python: pythonOf(read, () => undefined),
        cuda: parent.cuda ?? named.cuda,
        user: read.user ?? parent.user,
        ...placeOf(place),
      },
    ];
  });
  return sorted(Object.fromEntries(entries));
}
