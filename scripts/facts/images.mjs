// The support state, successor and facts of each repository, with their sources.
import { dropsFramework } from "./framework.mjs";
import { sorted, stated } from "./objects.mjs";
import { envOf } from "./variables.mjs";

/** The day on which the facts were last compared with their sources. */
const checkedOn = "2026-11-23";

/** The newest list of supported images and its ms.date. */
const list = {
  name: "Microsoft's list of prebuilt Docker images for inference (MicrosoftDocs/azure-ai-docs@0efa44ffcb)",
  asOf: "2025-09-24",
};

/**
 * The article points to curated environments with the tag `Inferencing`. These are the ones that have it at the newest commit of
 * the release branch; other curated inference environments do not.
 */
const published = {
  source: {
    name: "Azure/azureml-assets release branch (environments tagged Inferencing)",
    asOf: "2026-07-23",
  },
  repositories: [
    "azureml/curated/minimal-py311-inference",
    "azureml/curated/minimal-py312-cuda12.4-inference",
    "azureml/curated/mlflow-model-inference",
    "azureml/curated/mlflow-py312-inference",
  ],
};

/** Listed only in a draft of the first article (ms.date 05/25/2021), never in a published list. */
const draftOnly = ["azureml/xgboost-1.4-ubuntu18.04-py37-cpu-inference"];

const article = "concept-prebuilt-docker-images-inference.md";
const nonRoot =
  "Microsoft's article on prebuilt Docker images for inference (all of them run as non-root)";

/** Families of images whose support state is known. */
const inferenceFamilies = ["inference", "inference-base", "curated-inference", "unverified"];

/** The commits that `HEAD` was when the evidence was collected. */
const heads = { "Azure/azureml-assets": "2026-07-23", "Azure/azureml-examples": "2026-07-31" };

function dayOf(evidence) {
  const american = /(?:ms\.date|handoff) (\d\d)\/(\d\d)\/(\d{4})/.exec(evidence);
  if (american) return `${american[3]}-${american[1]}-${american[2]}`;
  const added = /\(added (\d{4}-\d\d-\d\d)\)/.exec(evidence);
  if (added) return added[1];
  const [repository] = evidence.split(" HEAD");
  return evidence.match(/\b\d{4}-\d\d-\d\d\b/g)?.at(-1) ?? heads[repository] ?? null;
}

/** The name of a source as readers can look it up: owner/repository@commit, or a description where there is no address. */
function nameOf(evidence) {
  const release = /^(\S+) release branch: (\S+)\/spec\.yaml,.* last (\w+) /.exec(evidence);
  if (release) return `${release[1]}@${release[3]}:${release[2]}`;
  if (/^[\w-]+\/[\w.-]+[@: ]/.test(evidence))
    return /^(.*?)(?: \(|, |; | \d{4}-|$)/
      .exec(evidence)[1]
      .replace(/ HEAD(?: and release branch)?/, "")
      .replace(/(?<!release) branch .*/, " branch");
  if (evidence.includes("ms.date"))
    return `Microsoft's documentation (${/[\w-]+\.md/.exec(evidence)?.[0] ?? article})`;
  return evidence.startsWith("public doc") ? "public documentation" : "public code";
}

/** Evidence that a repository moved to another image is no evidence about the image it moved from. */
const isAboutLeaving = (evidence) =>
  /replaced by|updates EOL|\(#\d+\)|deprecation note/.test(evidence);

/** Order of preference: documentation before code, then the newest, then sources with an address. */
function rankOf(evidence) {
  const documentation = evidence.includes("ms.date") ? 1 : 0;
  return `${documentation} ${dayOf(evidence) ?? ""} ${nameOf(evidence).includes("@") ? 1 : 0}`;
}

function sourceOf({ evidence }) {
  const best = evidence
    .filter((text) => !isAboutLeaving(text))
    .reduce((one, other) => (rankOf(other) > rankOf(one) ? other : one));
  return { source: nameOf(best), asOf: dayOf(best) ?? checkedOn };
}

function supportOf({ repository, family, listedInNewestDoc, lastDocumented, withdrawn }) {
  if (!inferenceFamilies.includes(family)) return null;
  if (family === "inference" && listedInNewestDoc) return "listed";
  if (published.repositories.includes(repository)) return "published";
  if (withdrawn) return "withdrawn";
  const wasListed = family === "inference" && lastDocumented && !draftOnly.includes(repository);
  return wasListed ? "dropped" : "never-listed";
}

const frameworkOf = ({ framework }) => framework?.replace(/^sklearn\b/, "scikit-learn") ?? null;

/** The last commit of a chain of moves: only it moved to the successor. */
function moveOf(image, images) {
  for (let at = image; at; at = images.get(at.immediateSuccessor)) {
    if (at.immediateSuccessor !== image.successor) continue;
    const move = at.evidence.find((text) => text.includes("replaced by"));
    return { source: nameOf(move), asOf: dayOf(move) };
  }
  throw new Error(`${image.repository}: no commit made the move to ${image.successor}`);
}

function successorOf(image, images) {
  const repository = image.successor ?? image.baseToExtend;
  if (!repository) return null;
  if (image.successor && image.successorBasis.startsWith("commit"))
    return { repository, basis: "documented", ...moveOf(image, images) };
  const target = images.get(repository);
  // A name that resembles is no replacement where it lacks what the image was chosen for.
  if (image.successor && dropsFramework(frameworkOf(image), frameworkOf(target))) return null;
  const support = supportOf(target);
  const evidence = { listed: list, published: published.source }[support];
  const found = evidence ? { source: evidence.name, asOf: evidence.asOf } : sourceOf(target);
  return { repository, basis: image.successor ? "inferred" : "extend", ...found };
}

/** `amlenv` in images named `…-ubuntuNN.NN-pyNN-…`; curated images have their own environments. */
function condaOf({ repository, family }) {
  if (family === "inference" && /-ubuntu[\d.]+-py\d+-/.test(repository))
    return "/opt/miniconda/envs/amlenv";
  const curated = /^azureml\/curated\/(minimal|mlflow)-.*inference$/.exec(repository);
  return family === "curated-inference" && curated ? `/azureml-envs/${curated[1]}` : null;
}

function removalOf({ withdrawn, evidence }) {
  const commit = evidence.find((text) => /\(#\d+\)/.test(text));
  return withdrawn && (commit ? nameOf(commit) : "Azure/azureml-assets release branch");
}

function imageOf(image, images) {
  const support = supportOf(image);
  const { family, os, python, cuda, processor, defaultUser, withdrawn } = image;
  const { firstDocumented, lastDocumented, immediateSuccessor } = image;
  return stated({
    family,
    os,
    python,
    cuda,
    processor,
    framework: frameworkOf(image),
    user: defaultUser,
    conda: condaOf(image),
    env: envOf(image.repository),
    documented: lastDocumented && `${firstDocumented}..${lastDocumented}`,
    support,
    withdrawn,
    removal: support === "withdrawn" && removalOf(image),
    successor: successorOf(image, images),
    immediateSuccessor,
    ...sourceOf(image),
  });
}

export function imagesOf(collected) {
  const images = new Map(collected.map((image) => [image.repository, image]));
  const entries = collected.map((image) => [image.repository, imageOf(image, images)]);
  return {
    checkedOn,
    list,
    published: published.source,
    nonRoot,
    repositories: sorted(Object.fromEntries(entries)),
  };
}
