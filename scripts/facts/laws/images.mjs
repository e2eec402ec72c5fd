import { inferenceFamilies } from "../build/names.mjs";
import { byCodeUnit } from "../order.mjs";
import { describedLatest } from "../build/latest.mjs";
import { registry } from "../build/registry.mjs";
import { grammar, isDatedSource, isDay, isSorted, isSource } from "./grammar.mjs";
import { successorProblems } from "./successors.mjs";
import { versionProblems } from "./versions.mjs";

const facts = ["os", "python", "cuda", "user", "framework", "parent", "conda", "processor"];

/** The problems of images.json. @param tags tags.json, whose integers the ranges of versions have to hold */
export function* imageProblems(
  { sources, list, published, baseList, nonRoot, repositories },
  tags,
) {
  for (const [name, source] of Object.entries({ ...sources, list, published, baseList }))
    if (!isDatedSource(source)) yield `${name}: no name or no day`;
  if (!nonRoot) yield "nonRoot: no name";
  if (!isSorted(Object.keys(repositories), byCodeUnit)) yield "not sorted";
  for (const [name, image] of Object.entries(repositories))
    for (const problem of [
      ...entryProblems(name, image, list),
      ...versionProblems(image, tags.repositories[name]),
      ...successorProblems(image, repositories),
      ...latestProblems(image, sources),
    ])
      yield `${name}: ${problem}`;
}

function* entryProblems(name, image, list) {
  if (!grammar.repository.test(name)) yield "not a repository name";
  if (image.family === undefined) yield "no family";
  for (const key of ["family", ...facts, "support"])
    if (image[key] !== undefined && !grammar[key].test(image[key])) yield `${key} ${image[key]}`;
  if (!isSource(image)) yield "no source, or a day that is none";
  if (image.documented) yield* documentedProblems(image.documented);
  if (image.withdrawn && !isDay(image.withdrawn)) yield `withdrawn ${image.withdrawn}`;
  yield* envProblems(image);
  yield* supportProblems(image, list);
  yield* inferredProblems(image);
  if (image.family === "base" && image.python !== undefined)
    yield "the Python of a base image is not known";
}

function* documentedProblems(documented) {
  const [first, last] = documented.split("..");
  if (!(isDay(first) && isDay(last) && first <= last)) yield `documented ${documented}`;
}

function* supportProblems(image, list) {
  const { family, support, documented, withdrawn, removal, preview } = image;
  const last = documented?.split("..")[1];
  if (inferenceFamilies.includes(family) && support === undefined) yield "no support state";
  const others = { base: ["listed", "withdrawn"] }[family] ?? ["withdrawn"];
  if (!inferenceFamilies.includes(family) && support && !others.includes(support))
    yield `${support} is no support state of an image of family ${family}`;
  if (support === "listed" && family !== "base" && last !== list.asOf)
    yield "listed, but not by the newest list";
  if (support === "dropped" && !(last < list.asOf)) yield "dropped, but when is not known";
  if (support === "withdrawn" && !(withdrawn && removal))
    yield "withdrawn, but when or by what is not known";
  if (["listed", "published"].includes(support) && withdrawn) yield `${support} and withdrawn`;
  if (preview && support !== "published") yield "a preview that is not published";
  const states = [...facts, "env", "successor", "versions", "newest", "latest"];
  if (family === "unverified" && states.some((key) => image[key] !== undefined))
    yield "what is not evidenced to exist states nothing";
}

function* envProblems({ env }) {
  if (!env) return;
  if (!isDatedSource(env)) yield "variables without source or day";
  if (env.names.length === 0 || !isSorted(env.names, byCodeUnit)) yield "variables not sorted";
  for (const name of env.names) if (!grammar.variable.test(name)) yield `variable ${name}`;
}

/** The problems of what only the registry states. */
function* latestProblems({ latest, ...image }, sources) {
  if (!latest) return;
  const { asOf, env = [], ...stated } = latest;
  if (!isDay(asOf) || !(asOf >= sources[registry]?.asOf)) yield `${registry}: no such answer`;
  if (!isSorted(env, byCodeUnit)) yield "variables of latest not sorted";
  const described = describedLatest(image);
  for (const [key, value] of Object.entries(stated)) {
    if (!grammar[key]?.test(value)) yield `latest: ${key} ${value}`;
    if (described[key] && !image.inferred?.includes(key))
      yield `latest: ${key} is stated by a document, too`;
  }
}

function* inferredProblems({ inferred = [], ...image }) {
  for (const key of inferred) if (image[key] === undefined) yield `inferred ${key}, but not stated`;
}
