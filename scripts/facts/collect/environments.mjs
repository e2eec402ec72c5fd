// The curated environments of Azure/azureml-assets: each version that the branch `release` published, with the files of its
// folder at that commit.
import { posix } from "node:path";
import { textsOf } from "../history/blobs.mjs";
import { dayOf, historyOf, short } from "../history/log.mjs";
import { frameworkIn } from "./framework-tags.mjs";
import { mapping } from "./yaml.mjs";

const folderOf = (path) => /^latest\/environment\/[^/]+\//.exec(path)?.[0].slice(0, -1) ?? null;

/**
 * The folders that each commit changed, with all of their files after it: `{ commit, parents, day, folders: [[folder, files]] }`,
 * oldest first.
 */
function* states(directory, ref) {
  const filesAt = new Map();
  for (const { commit, parents, time, changes } of historyOf(directory, [ref], {
    toFirstParent: true,
  }).reverse()) {
    const files = new Map(filesAt.get(parents[0]));
    const touched = new Set();
    for (const { path, blob } of changes) {
      const folder = folderOf(path);
      if (!folder) continue;
      if (!touched.has(folder)) files.set(folder, new Map(files.get(folder)));
      touched.add(folder);
      if (blob) files.get(folder).set(path, blob);
      else files.get(folder).delete(path);
    }
    filesAt.set(commit, files);
    const folders = [...touched].map((folder) => [folder, files.get(folder)]);
    yield { commit, parents, time, folders };
  }
}

/** The commits that were the tip of the branch: a merge adds those of its first parent only. */
function tips(all) {
  const parentOf = new Map(all.map(({ commit, parents }) => [commit, parents[0]]));
  const found = new Set();
  for (let commit = all.at(-1)?.commit; commit; commit = parentOf.get(commit)) found.add(commit);
  return found;
}

const describing = ["spec.yaml", "asset.yaml", "environment.yaml"];

/**
 * The published environments by image name below `azureml/curated/`: `{ versions, withdrawn, tags }`. A version is `{ version, time,
 * commit, folder, environment, context, dockerfile, files }`; `environment` is the name that users write, `files` are the blobs of
 * its folder by path. `withdrawn` is null while a folder publishes it.
 */
export async function environmentsOf(directory, ref) {
  const all = [...states(directory, ref)];
  const texts = await textsOf(
    directory,
    all.flatMap(({ folders }) =>
      folders.flatMap(([folder, files]) =>
        describing.map((name) => files.get(`${folder}/${name}`)).filter(Boolean),
      ),
    ),
  );
  const environments = new Map();
  const published = new Map();
  const isTip = tips(all);
  for (const { commit, time, folders } of all) {
    for (const [folder, files] of folders) {
      const found = readFolder(folder, files, texts);
      if (found) addVersion(environments, found, { commit, time, folder, files });
      const before = published.get(folder);
      if (!isTip.has(commit) || before === found?.name) continue;
      published.delete(folder);
      if (before) environments.get(before).withdrawn = { day: dayOf(time), commit: short(commit) };
      if (found) published.set(folder, found.name);
    }
    // A folder that is renamed goes and comes in one commit.
    for (const name of published.values()) environments.get(name).withdrawn = null;
  }
  return environments;
}

/** A version that two commits publish is that of the older one. */
function addVersion(environments, found, { commit, time, folder, files }) {
  const { name, version, tags } = found;
  if (!environments.has(name))
    environments.set(name, { versions: new Map(), withdrawn: null, tags });
  const environment = environments.get(name);
  const known = environment.versions.get(version);
  if (known && known.time <= time) return;
  environment.tags = tags;
  environment.versions.set(version, { ...found, commit: short(commit), time, folder, files });
}

/** What a folder publishes: its image, version, tags and Dockerfile; null where it publishes no image below `azureml/curated/`. */
function readFolder(folder, files, texts) {
  const read = (name) => mapping(texts.get(files.get(posix.join(folder, String(name)))));
  if (!files.has(`${folder}/spec.yaml`)) return null;
  const spec = read("spec.yaml");
  const { image } = read("environment.yaml");
  const name = /^azureml\/curated\/([a-z0-9][a-z0-9._-]*)$/.exec(image?.name)?.[1];
  const version = String(spec.version ?? "");
  if (!name || !/^\d{1,6}$/.test(version)) return null;
  // The path in the specification is a template in old versions.
  const context = posix.join(folder, String(image.context?.dir ?? "context"));
  const tags = typeof spec.tags === "object" && spec.tags !== null ? spec.tags : {};
  return {
    name,
    environment: environmentName(spec.name),
    version,
    tags: Object.keys(tags)
      .filter((tag) => /^[\w .:-]{1,64}$/.test(tag))
      .sort(),
    framework: frameworkIn(tags),
    context,
    dockerfile: posix.join(context, String(image.context?.dockerfile ?? "Dockerfile")),
  };
}

/** Null for what is no name: a template that was not filled in. */
const environmentName = (name) => (/^[A-Za-z0-9][\w.-]{0,254}$/.test(name ?? "") ? name : null);
