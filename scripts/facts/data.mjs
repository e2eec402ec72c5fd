// The data in src/catalogue/data/.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataFiles } from "./build/index.mjs";
import { render } from "./build/render.mjs";

/** The text of each data file by its name; null for one that is missing. */
export function readTexts(directory) {
  return Object.fromEntries(
    dataFiles.map((name) => {
      const path = join(directory, `${name}.json`);
      return [name, existsSync(path) ? readFileSync(path, "utf8") : null];
    }),
  );
}

/** The data as parsed JSON; null where none is there. @throws SyntaxError for a file that is no JSON */
export function readData(directory) {
  const texts = Object.entries(readTexts(directory)).filter(([, text]) => text !== null);
  return texts.length === 0
    ? null
    : Object.fromEntries(texts.map(([name, text]) => [name, JSON.parse(text)]));
}

/** Writes the files that changed, and returns their names. */
export function writeData(directory, files) {
  const before = readTexts(directory);
  const changed = dataFiles.filter((name) => before[name] !== render(files[name]));
  for (const name of changed) writeFileSync(join(directory, `${name}.json`), render(files[name]));
  return changed;
}
