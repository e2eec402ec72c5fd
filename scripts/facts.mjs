// `npm run facts -- DIR` writes src/catalogue/data/ from a directory of collected facts; `--check` only validates the committed data.
// The collection has the evidence for each of Microsoft's repositories. Support state, successor and the source of each fact are
// decided here, once, and not in every run of the linter.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, exit } from "node:process";
import { fileURLToPath } from "node:url";
import { problemsOf } from "./facts/check.mjs";
import { cyclesOf } from "./facts/cycles.mjs";
import { imagesOf } from "./facts/images.mjs";
import { digestsOf, tagsOf } from "./facts/tags.mjs";

const data = fileURLToPath(new URL("../src/catalogue/data/", import.meta.url));
const names = ["images", "tags", "digests", "release-cycles"];
const read = (directory, name) => JSON.parse(readFileSync(join(directory, `${name}.json`), "utf8"));

function committed() {
  return Object.fromEntries(names.map((name) => [name, read(data, name)]));
}

function collected(directory) {
  const images = imagesOf(read(directory, "azureml-images"));
  return {
    images,
    tags: tagsOf(read(directory, "azureml-tags"), images.repositories),
    digests: digestsOf(read(directory, "azureml-digests"), images.repositories),
    "release-cycles": cyclesOf(read(directory, "lifecycles")),
  };
}

/** One line for each entry of a table, so that a change of one fact is a change of one line. */
function render(file) {
  const parts = Object.entries(file).map(([key, value]) => {
    const isTable = ["repositories", "cycles", "sources"].includes(key);
    if (!isTable) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const rows = Object.entries(value).map(
      ([k, v]) => `${JSON.stringify(k)}: ${JSON.stringify(v)}`,
    );
    return `${JSON.stringify(key)}: {\n${rows.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

const [argument] = argv.slice(2);
if (argument === "collect") {
  const { collect } = await import("./facts/collect/command.mjs");
  exit(await collect(argv.slice(3)));
}
if (argument === undefined) {
  console.error("usage: npm run facts -- collect --from DIR | DIR | --check");
  exit(2);
}
const files = argument === "--check" ? committed() : collected(argument);
const problems = problemsOf(files);
for (const problem of problems) console.error(problem);
if (problems.length > 0) exit(1);
if (argument !== "--check")
  for (const name of names) writeFileSync(join(data, `${name}.json`), render(files[name]));
for (const name of names) console.log(`${name}: ${JSON.stringify(files[name]).length} bytes`);
