// The facts of each version of a curated environment, from its Dockerfile and the files of its build context.
import { posix } from "node:path";
import { textsOf } from "../history/blobs.mjs";
import { dayOf } from "../history/log.mjs";
import { byCodeUnit } from "../order.mjs";
import { parentFacts, repositoryOf } from "./parent-facts.mjs";
import { readDockerfile } from "./read-dockerfile.mjs";
import { pythonOf } from "./read-python.mjs";

const isContextYaml = (version, path) =>
  posix.dirname(path) === version.context && /\.ya?ml$/.test(path);

/** The environments as `collected/azureml-assets.json` has them; `environments` as `environmentsOf` gives them. */
export async function describe(directory, environments) {
  const versions = [...environments.values()].flatMap((each) => [...each.versions.values()]);
  const texts = await textsOf(
    directory,
    versions.flatMap((version) =>
      [...version.files]
        .filter(([path]) => path === version.dockerfile || isContextYaml(version, path))
        .map(([, blob]) => blob),
    ),
  );
  const facts = new Map(versions.map((version) => [version, factsOf(version, texts)]));
  const rootParents = new Set(
    versions
      .map((version) => facts.get(version))
      .filter(({ startsAsRoot }) => startsAsRoot)
      .map(({ parent }) => repositoryOf(parent)),
  );
  const entries = [...environments].map(([name, { versions: own, withdrawn, tags }]) => [
    name,
    {
      ...namesOf(name, own),
      tags,
      withdrawn,
      versions: [...own.values()]
        .sort((a, b) => Number(a.version) - Number(b.version))
        .map((version) => versionEntry(version, facts.get(version), rootParents)),
    },
  ]);
  return Object.fromEntries(entries);
}

/** What users call the environment, where that is not how its image is called. */
function namesOf(image, versions) {
  const own = [...versions.values()].flatMap(({ environment }) => environment ?? []);
  const names = [...new Set(own)].sort(byCodeUnit);
  return names.length === 1 && names[0] === image ? {} : { names };
}

/** A version as the collected file has it. */
function versionEntry({ version, commit, time, framework }, facts, rootParents) {
  const { parent, os, python, cuda, env, condaPath } = facts;
  const user = facts.user ?? (rootParents.has(repositoryOf(parent)) ? "root" : null);
  return {
    ...{ version, day: dayOf(time), commit, parent, os, python, cuda, user },
    ...(framework ? { framework } : {}),
    ...{ env, condaPath },
  };
}

function factsOf(version, texts) {
  const readFile = (name) => texts.get(version.files.get(posix.join(version.context, name)));
  const text = texts.get(version.files.get(version.dockerfile));
  const read = readDockerfile(version.dockerfile, text ?? "");
  const { parent, user, env } = read;
  const ofParent = parentFacts(parent);
  // A package can only be installed as root, and this version was published.
  const startsAsRoot =
    user === null &&
    read.commands.some((each) => /\bapt(?:-get)? /.test(each) && !/\bsudo\b/.test(each));
  return {
    parent,
    os: ofParent.os,
    python: pythonOf(read, readFile) ?? ofParent.python,
    cuda: ofParent.cuda,
    user: user ?? ofParent.user,
    startsAsRoot: startsAsRoot && ofParent.user === null,
    env: Object.keys(env).sort(),
    condaPath: condaPath(env),
  };
}

function condaPath({ AZUREML_CONDA_ENVIRONMENT_PATH: stated, CONDA_PREFIX: prefix }) {
  const path = (stated || prefix || "").replace(/\/+$/, "");
  return /^\/[\w./-]+$/.test(path) ? path : null;
}
