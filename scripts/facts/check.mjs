// Checks the data, and returns a sentence for each problem.
import { dropsFramework } from "./framework.mjs";
import { byCodeUnit } from "./objects.mjs";
import { byNumbers } from "./tags.mjs";

/** Largest size of the four files in dist/, where they are minified; the first lookup reads all of them. */
const maxBytes = 250_000;

const component = String.raw`[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*`;
const grammar = {
  repository: new RegExp(`^azureml(?:/${component})+$`),
  family:
    /^(?:inference|inference-base|curated-inference|unverified|base|curated|acpt|assets|promptflow|other)$/,
  os: /^[a-z-]+\d+(?:\.\d+)*$/,
  python: /^\d+\.\d+$/,
  cuda: /^\d+(?:\.\d+)*$/,
  processor: /^(?:cpu|gpu)$/,
  support: /^(?:listed|published|dropped|withdrawn|never-listed)$/,
  variable: /^[A-Z_][A-Z0-9_]*$/,
  basis: /^(?:documented|inferred|extend)$/,
  tag: /^(\w[\w.-]{0,127})(?:=(\d{4}-\d\d-\d\d))?(?:@[0-9a-f]{7,40})?$/,
  digest: /^([0-9a-f]{64})(?:=(\w[\w.-]{0,127})|<(\d{4}-\d\d-\d\d))(?:@[0-9a-f]{7,40})?$/,
  cycle: /^(?:azure-linux|debian|python|ubuntu) \d+(?:\.\d+)*$/,
};
const dated = /^(\d{4})(\d\d)(\d\d)\.v?\d+$/;
const inferenceFamilies = ["inference", "inference-base", "curated-inference", "unverified"];

const isDay = (text) =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);
const isSource = ({ name, asOf }) => typeof name === "string" && name !== "" && isDay(asOf);
const isSorted = (items, compare) =>
  items.every((item, index) => index === 0 || compare(items[index - 1], item) < 0);

export function problemsOf(files) {
  const size = Object.values(files).reduce((sum, file) => sum + JSON.stringify(file).length, 0);
  return [
    ...(size < maxBytes ? [] : [`the data is ${size} bytes, at most ${maxBytes} are allowed`]),
    ...imageProblems(files.images),
    ...tableProblems("tags", files, tagProblems),
    ...tableProblems("digests", files, digestProblems),
    ...cycleProblems(files["release-cycles"]),
  ];
}

function* imageProblems({ list, published, nonRoot, repositories }) {
  if (!isSource(list)) yield "list: no name or no day";
  if (!isSource(published)) yield "published: no name or no day";
  if (!nonRoot) yield "nonRoot: no name";
  if (!isSorted(Object.keys(repositories), byCodeUnit)) yield "images: not sorted";
  for (const [name, image] of Object.entries(repositories))
    for (const problem of [
      ...entryProblems(name, image, { list }),
      ...successorProblems(image, repositories),
    ])
      yield `${name}: ${problem}`;
}

function* entryProblems(name, image, { list }) {
  if (!grammar.repository.test(name)) yield "not a repository name";
  for (const key of ["family", "os", "python", "cuda", "processor", "support"])
    if (image[key] !== undefined && !grammar[key].test(image[key])) yield `${key} ${image[key]}`;
  if (image.family === undefined) yield "no family";
  if (!isSource({ name: image.source, asOf: image.asOf })) yield "no source or no day";
  const [first, last] = image.documented?.split("..") ?? [];
  if (image.documented && !(isDay(first) && isDay(last) && first <= last))
    yield `documented ${image.documented}`;
  if (image.withdrawn && !isDay(image.withdrawn)) yield `withdrawn ${image.withdrawn}`;
  yield* envProblems(image);
  if (inferenceFamilies.includes(image.family) !== (image.support !== undefined))
    yield "a support state belongs to inference images and to no others";
  if (image.support === "listed" && last !== list.asOf) yield "listed, but not by the newest list";
  if (image.support === "dropped" && !(last < list.asOf)) yield "dropped, but when is not known";
  if (image.support === "withdrawn" && !(image.withdrawn && image.removal))
    yield "withdrawn, but when or by what is not known";
  if (image.support === "published" && image.withdrawn) yield "published and withdrawn";
  const claims = [
    "os",
    "python",
    "cuda",
    "processor",
    "framework",
    "user",
    "conda",
    "env",
    "successor",
  ];
  if (image.family === "unverified" && claims.some((key) => image[key] !== undefined))
    yield "what is not evidenced to exist states nothing";
}

function* envProblems({ env }) {
  if (!env) return;
  if (!isSource({ name: env.source, asOf: env.asOf })) yield "variables without source or day";
  if (env.names.length === 0 || !isSorted(env.names, byCodeUnit)) yield "variables not sorted";
  for (const name of env.names) if (!grammar.variable.test(name)) yield `variable ${name}`;
}

function* successorProblems({ successor, immediateSuccessor, ...image }, repositories) {
  if (immediateSuccessor && !repositories[immediateSuccessor])
    yield `immediate successor ${immediateSuccessor} is unknown`;
  if (!successor) return;
  const target = repositories[successor.repository];
  const { basis } = successor;
  if (!grammar.basis.test(basis)) yield `basis ${basis}`;
  if (!isSource({ name: successor.source, asOf: successor.asOf }))
    yield "successor without source or day";
  if (!target) return yield `successor ${successor.repository} is unknown`;
  if (target.family === "unverified") yield "the successor is not evidenced to exist";
  if (target.support === "dropped" || target.withdrawn) yield "the successor is gone itself";
  if (!target.processor || target.processor !== image.processor)
    yield "the successor is for another processor";
  if (basis !== "extend" && dropsFramework(image.framework, target.framework))
    yield `the successor drops ${image.framework}`;
}

function* tableProblems(key, { [key]: { repositories }, images }, problemsIn) {
  if (!isSorted(Object.keys(repositories), byCodeUnit)) yield `${key}: not sorted`;
  for (const [name, origins] of Object.entries(repositories)) {
    if (!images.repositories[name]) yield `${key}: ${name} is no known repository`;
    for (const [origin, text] of Object.entries(origins)) {
      if (origin === "") yield `${key}: ${name} has tags without an origin`;
      for (const problem of problemsIn(text.split(" "))) yield `${key}: ${name}: ${problem}`;
    }
    const all = Object.values(origins).flatMap((text) => text.split(" "));
    const keys = all.map((entry) => entry.split(/[=<@]/)[0]);
    if (new Set(keys).size !== keys.length) yield `${key}: ${name} has duplicate entries`;
  }
}

function* tagProblems(entries) {
  const tags = [];
  for (const entry of entries) {
    const [, tag, day] = grammar.tag.exec(entry) ?? [];
    if (!tag) yield `${entry} is not a tag`;
    else if (dated.test(tag) && (day || !isDay(tag.replace(dated, "$1-$2-$3"))))
      yield `${entry} is not a day`;
    else if (day && !isDay(day)) yield `${entry} is not a day`;
    tags.push(tag);
  }
  if (!isSorted(tags, byNumbers)) yield "not sorted";
}

function* digestProblems(entries) {
  for (const entry of entries) {
    const [, hex, , day] = grammar.digest.exec(entry) ?? [];
    if (!hex) yield `${entry} is not a digest with a tag or a day`;
    else if (day && !isDay(day)) yield `${entry} is not a day`;
  }
  if (!isSorted(entries, byCodeUnit)) yield "not sorted";
}

function* cycleProblems({ sources, cycles }) {
  for (const [name, source] of Object.entries(sources))
    if (!isSource(source)) yield `${name}: no source or no day`;
  for (const [cycle, ends] of Object.entries(cycles)) {
    if (!grammar.cycle.test(cycle) || !sources[cycle.split(" ")[0]]) yield `${cycle}: no cycle`;
    for (const [key, day] of Object.entries(ends))
      if (!/^endOf(?:Extended)?Life$/.test(key) || !isDay(day)) yield `${cycle}: ${key} ${day}`;
    if (ends.endOfExtendedLife < ends.endOfLife) yield `${cycle}: extended support ends first`;
  }
  const order = (a, b) => byCodeUnit(a.split(" ")[0], b.split(" ")[0]) || byNumbers(a, b);
  if (!isSorted(Object.keys(cycles), order)) yield "release cycles: not sorted";
}
