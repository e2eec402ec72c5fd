// What has to be true of the data, whatever the sources say.
import { cycleProblems } from "./cycles.mjs";
import { environmentProblems } from "./environments.mjs";
import { imageProblems } from "./images.mjs";
import { digestTableProblems, tagTableProblems } from "./tables.mjs";
import { wheelProblems } from "./wheels.mjs";

/** Largest size of the files in dist/, where they are minified. */
const maxBytes = 250_000;

/** @returns a sentence for each problem, with its file and key; none for data that may be written */
export function problemsOf(files) {
  const size = Object.values(files).reduce((sum, file) => sum + JSON.stringify(file).length, 0);
  const { images, tags, digests, "release-cycles": cycles, wheels, environments } = files;
  return [
    ...(size < maxBytes ? [] : [`the data is ${size} bytes, at most ${maxBytes} are allowed`]),
    ...inFile("images", imageProblems(images, tags)),
    ...inFile("tags", tagTableProblems(tags, images)),
    ...inFile("digests", digestTableProblems(digests, images)),
    ...inFile("release-cycles", cycleProblems(cycles)),
    ...inFile("wheels", wheelProblems(wheels)),
    ...inFile("environments", environmentProblems(environments, images)),
  ];
}

const inFile = (file, problems) => [...problems].map((problem) => `${file}.json: ${problem}`);
