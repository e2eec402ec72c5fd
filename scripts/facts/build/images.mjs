// Every known image: what the collected sources state, then what decided.yaml states, then what the name says.
import { byCodeUnit, stated } from "../order.mjs";
import { baseImageFacts } from "./base-image.mjs";
import { decidedImagesOf } from "./decided-images.mjs";
import { environmentFacts, environmentOf } from "./environment.mjs";
import { familyOf, processorOf } from "./names.mjs";
import { mentionOf } from "./mention.mjs";
import { answersOf, withAnswers } from "./registry.mjs";
import { listOf, sourcesOf } from "./sources.mjs";
import { successorsOf } from "./successors.mjs";
import { supportOf } from "./support.mjs";

/** The order in which the properties of an image are written. */
const order = [
  ...[
    "family",
    "os",
    "python",
    "cuda",
    "user",
    "parent",
    "framework",
    "inferred",
    "processor",
    "conda",
    "env",
  ],
  ...[
    "documented",
    "support",
    "withdrawn",
    "removal",
    "successor",
    "preview",
    "source",
    "asOf",
    "versions",
    "newest",
  ],
];

/**
 * @param inputs `{ collected, decided }`
 * @param readName `readAzuremlName` of the product
 * @throws Error for an image without family or source
 */
export function imagesOf({ collected, decided }, readName) {
  const successors = successorsOf(decided.successors);
  const own = decidedImagesOf(decided);
  const list = listOf(collected["azure-ai-docs"]);
  const answers = answersOf(collected);
  const names = namesOf(collected, decided).sort(byCodeUnit);
  const entries = names.map((name) => {
    const image = imageOf(name, own[name], { collected, decided, readName, list });
    const successor = successors.get(name);
    return [name, withAnswers(inOrder({ ...image, successor }), answers[name])];
  });
  return { ...sourcesOf(collected), repositories: Object.fromEntries(entries) };
}

/** Names that a source only mentions are left out: it may be a draft, or a name in an example. */
function namesOf(collected, { images }) {
  const { readme, withdrawn, dockerfiles } = collected["AzureML-Containers"];
  const environments = Object.keys(collected["azureml-assets"].environments);
  // Folders are not always called as the image is; the form of the name tells.
  const folders = [...Object.keys(withdrawn), ...Object.keys(dockerfiles)];
  return [
    ...new Set([
      ...Object.keys(images),
      ...environments.map((environment) => `azureml/curated/${environment}`),
      ...folders.filter((name) => familyOf(name) !== null),
      ...readme.images,
      ...collected["azure-ai-docs"].list.images,
    ]),
  ];
}

function imageOf(name, own, { collected, decided, readName, list }) {
  const family = own?.family ?? familyOf(name);
  if (family === null)
    throw new Error(
      `scripts/facts/decided.yaml: images: ${name} has no family: no rule knows it, so name it there`,
    );
  const environment = environmentOf(name, collected["azureml-assets"]);
  const facts = environment
    ? { ...environmentFacts(environment, own, readName), ...lastingFacts(own) }
    : {
        ...factsOfName(name, family, readName),
        ...decidedFacts(own),
        ...baseImageFacts(name, collected["AzureML-Containers"]),
      };
  const support = supportOf({ name, family, facts, decided: own, environment, list });
  return {
    ...facts,
    family,
    ...sourceFor(name, { facts, support, family, list, collected }),
    documented: documentedOf(own, support, family, list),
    support,
    withdrawn: environment?.withdrawn?.day ?? facts.withdrawn,
    removal: environment?.withdrawn ? removalOf(environment.withdrawn) : facts.removal,
    conda: facts.conda ?? condaOf(name, family, decided.conda),
    env: family === "curated-inference" && facts.env,
    preview: support === "published" && environment.tags.includes("Preview"),
  };
}

/** What is not evidenced to exist states nothing, and the version of Python that a name of a base image has is not its own. */
function factsOfName(name, family, readName) {
  if (family === "unverified") return {};
  const { os, python, cuda, framework } = readName(name);
  return { os, python, cuda, framework, processor: processorOf(name, readName) };
}

/** What does not differ between the versions of an environment. */
const lastingFacts = ({ processor, conda } = {}) => stated({ processor, conda });

function decidedFacts(own) {
  if (!own) return {};
  const { os, python, cuda, user, framework, processor, inferred, conda, source, asOf } = own;
  return stated({
    ...{ os, python, cuda, user, processor, inferred, conda, source, asOf },
    framework: typeof framework === "string" && framework,
  });
}

/** The newest list is the source of what is on it. */
function sourceFor(name, { facts, support, family, list, collected }) {
  if (support === "listed" && family !== "base") return list.source;
  const { source, asOf } = facts.source ? facts : mentionOf(name, collected);
  return { source, asOf };
}

/** The first and the last day of a text that names the image; the newest list is such a text. */
function documentedOf(own, support, family, list) {
  if (support !== "listed" || family === "base") return own?.documented;
  return `${own?.documented?.split("..")[0] ?? list.asOf}..${list.asOf}`;
}

const removalOf = ({ commit }) => `Azure/azureml-assets@${commit}`;

const condaOf = (name, family, rules) =>
  family === "inference" && rules.find(({ pattern }) => new RegExp(pattern).test(name))?.path;

function inOrder(image) {
  const unknown = Object.keys(image).filter((key) => !order.includes(key));
  if (unknown.length > 0) throw new Error(`no place for ${unknown.join(", ")}`);
  return stated(Object.fromEntries(order.map((key) => [key, image[key]])));
}
