// `npm run facts -- --check`
import { join } from "node:path";
import process from "node:process";
import { build, dataFiles } from "./build/index.mjs";
import { render } from "./build/render.mjs";
import { differencesIn } from "./compare.mjs";
import { readTexts } from "./data.mjs";
import { loadReadName } from "./inputs/read-name.mjs";
import { readInputs } from "./inputs/read-inputs.mjs";
import { problemsOf } from "./laws/index.mjs";
import { stopMessage, stopsOf } from "./stops/index.mjs";

/** Says whether the data is what the inputs give, and prints each entry that is not. @returns the exit code */
export async function run({ inputs: directory, data }) {
  const inputs = readInputs(directory);
  const files = build(inputs, await loadReadName());
  const texts = readTexts(data);
  const stops = stopsOf(null, files, inputs);
  const problems = [
    ...problemsOf(files),
    ...(stops.length > 0 ? [stopMessage(stops)] : []),
    ...dataFiles.flatMap((name) =>
      fileProblems(join(data, `${name}.json`), texts[name], files[name]),
    ),
  ];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) return 1;
  for (const name of dataFiles)
    process.stdout.write(`${name}: ${JSON.stringify(files[name]).length} bytes\n`);
  return 0;
}

const fileProblems = (path, text, file) =>
  text === null
    ? [`${path} is missing; npm run facts -- build writes it`]
    : differencesIn(path, text, render(file));
