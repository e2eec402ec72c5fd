// `npm run facts -- build`
import { writeFileSync } from "node:fs";
import process from "node:process";
import { build } from "./build/index.mjs";
import { readData, writeData } from "./data.mjs";
import { differenceOf } from "./difference/index.mjs";
import { loadReadName } from "./inputs/read-name.mjs";
import { readInputs } from "./inputs/read-inputs.mjs";
import { problemsOf } from "./laws/index.mjs";
import { stopMessage, stopsOf } from "./stops/index.mjs";

/**
 * Writes the data and prints the difference. Nothing is written where a change needs a decision, or the result breaks a law.
 * @returns the exit code
 */
export async function run({ inputs: directory, data, differenceFile }) {
  const inputs = readInputs(directory);
  const after = build(inputs, await loadReadName());
  const before = readData(data);
  const stops = stopsOf(before, after, inputs);
  const problems = [...problemsOf(after), ...(stops.length > 0 ? [stopMessage(stops)] : [])];
  if (problems.length > 0) return fail(problems.join("\n"));
  const difference = await differenceOf(before, after);
  const changed = writeData(data, after);
  if (differenceFile) writeFileSync(differenceFile, difference);
  process.stdout.write(difference === "" ? "no difference\n" : difference);
  for (const name of changed) process.stderr.write(`${name}.json: written\n`);
  return 0;
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  return 1;
}
