// A base image of Azure/AzureML-Containers: what the README lists, the release notes withdraw and the Dockerfile states.
import { stated } from "../order.mjs";

const repository = "Azure/AzureML-Containers";
const sourceOf = ({ commit, day, path }) => ({
  source: `${repository}@${commit}:${path}`,
  asOf: day,
});

/**
 * The Python of a base image is not stated: what its Dockerfile installs and what the published image holds differ
 * (Azure/AzureML-Containers issues 170 and 232).
 * @returns {object | null} null where the repository has nothing about the image
 */
export function baseImageFacts(name, containers) {
  const { readme, withdrawn, dockerfiles } = containers;
  const dockerfile = dockerfiles[name];
  const notes = withdrawn[name];
  const isListed = readme.images.includes(name);
  if (!dockerfile && !notes && !isListed) return null;
  const { os, cuda, user } = dockerfile ?? {};
  const listing = { ...readme, path: "README.md" };
  return stated({
    ...{ os, cuda, user },
    support: isListed ? "listed" : notes && "withdrawn",
    withdrawn: notes?.day,
    removal: notes && sourceOf(notes).source,
    ...sourceOf(dockerfile ?? (isListed ? listing : notes)),
  });
}
