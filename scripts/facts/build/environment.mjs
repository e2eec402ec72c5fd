// A curated environment of Azure/azureml-assets, as its versions on the branch `release` state it.
import { stated } from "../order.mjs";
import { holds } from "../ranges.mjs";
import { frameworkInParent } from "./framework.mjs";
import { azuremlRepositoryOf, processorOf } from "./names.mjs";
import { newestOf, versionFacts } from "./versions.mjs";

const repository = "Azure/azureml-assets";
const prefix = "azureml/curated/";

/** Null for a repository that is no environment. */
export function environmentOf(name, { environments }) {
  if (!name.startsWith(prefix)) return null;
  const environment = name.slice(prefix.length);
  return Object.hasOwn(environments, environment)
    ? { name: environment, ...environments[environment] }
    : null;
}

/**
 * @param decided the entry of decided.yaml, whose framework may hold ranges of versions
 * @returns facts, rows, newest version, variables, conda environment, and the newest version's source
 */
export function environmentFacts(environment, decided, readName) {
  const path = `latest/environment/${environment.name}`;
  const named = readName(`${prefix}${environment.name}`);
  const versions = environment.versions.map((version) => ({
    ...version,
    framework: frameworkOf(version, decided, named),
  }));
  const sourceOf = ({ commit, day }) => ({ source: `${repository}@${commit}:${path}`, asOf: day });
  const { facts, rows } = versionFacts(versions, sourceOf);
  const newest = newestOf(versions);
  const last = versions.find(({ version }) => Number(version) === newest.version);
  const isUnstated = (key) => versions.every((version) => (version[key] ?? null) === null);
  return stated({
    os: isUnstated("os") && named.os,
    python: isUnstated("python") && named.python,
    cuda: isUnstated("cuda") && named.cuda,
    ...facts,
    processor: named.processor ?? processorOfAll(versions, readName),
    conda: last.condaPath,
    env: variablesOf(versions, {
      ...sourceOf(last),
      source: `${sourceOf(last).source}/context/Dockerfile`,
    }),
    ...sourceOf(last),
    versions: rows,
    newest,
  });
}

/** A decision holds for the whole environment; else the name of a parent is more exact than that of the environment. */
function frameworkOf(version, decided, named) {
  if (decided?.framework === undefined)
    return frameworkInParent(version.parent) ?? version.framework ?? named.framework;
  const range = Object.entries(decided.framework).find(([tags]) =>
    holds(tags, Number(version.version)),
  );
  return range?.[1] ?? frameworkInParent(version.parent);
}

/** An environment with CUDA in any version is for GPUs, one whose parents are all for CPUs is for CPUs. */
function processorOfAll(versions, readName) {
  if (versions.some(({ cuda }) => cuda)) return "gpu";
  const parents = versions.map(({ parent }) => azuremlRepositoryOf(parent));
  return parents.every((parent) => parent !== null && processorOf(parent, readName) === "cpu")
    ? "cpu"
    : null;
}

/** The variables that every version sets. A Dockerfile does not show what its parent sets, so the list is never complete. */
function variablesOf(versions, source) {
  const [first = [], ...others] = versions.map(({ env }) => env ?? []);
  const names = first.filter((name) => others.every((other) => other.includes(name)));
  return names.length === 0 ? null : { names: [...names].sort(), ...source };
}
