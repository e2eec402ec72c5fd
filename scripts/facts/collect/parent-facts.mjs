// What the reference of a parent image states: the names of Microsoft's images, and the tags of NVIDIA's and Ubuntu's.
import { familyOf } from "../build/names.mjs";
import { readAzuremlName, readReference } from "./product.mjs";

const nothing = { os: null, python: null, cuda: null, user: null };

/** Base images run as root: all Dockerfiles in the history of Azure/AzureML-Containers end `USER root:root`. */
const isBase = (repository) => familyOf(repository) === "base";

/** Official images of Ubuntu and NVIDIA: their Dockerfiles have no USER. */
const official = /^(?:(?:mirror\/docker\/)?(?:library\/)?ubuntu|nvidia\/cuda)$/;

/** `{ os, python, cuda, user }` that the reference of a parent states; null where it does not. */
export function parentFacts(text) {
  const reading = text ? readReference(text) : null;
  if (reading?.kind !== "reference") return nothing;
  const { registry, repository, tag } = reading.reference;
  if (registry === "mcr.microsoft.com" && /^(?:azureml|aifx)\//.test(repository))
    return { ...azureml(repository), user: isBase(repository) ? "root" : null };
  if (official.test(repository)) return { ...nothing, ...tagFacts(repository, tag), user: "root" };
  if (repository === "devcontainers/python" || (repository === "python" && registry === null))
    return { ...nothing, python: /^3\.\d+/.exec(tag)?.[0] ?? null };
  return nothing;
}

function azureml(repository) {
  const { os, python, cuda } = readAzuremlName(repository);
  // The Miniconda of base images changed its Python without a change of name.
  return { os, python: isBase(repository) ? null : python, cuda };
}

function tagFacts(repository, tag) {
  if (repository.endsWith("ubuntu"))
    return { os: /^\d\d\.\d\d$/.test(tag) ? `ubuntu${tag}` : null };
  return {
    os: /-(ubuntu\d\d\.\d\d)$/.exec(tag)?.[1] ?? null,
    cuda: /^(\d+\.\d+(?:\.\d+)?)-/.exec(tag)?.[1] ?? null,
  };
}

/** The repository of a reference with its registry, without tag and digest; null where it is none. */
export function repositoryOf(text) {
  const reading = text ? readReference(text) : null;
  if (reading?.kind !== "reference") return null;
  const { registry, repository } = reading.reference;
  return registry ? `${registry}/${repository}` : repository;
}
