// The facts of a release: the catalogue as one file, and what has changed in it since the last release.
import { createHash } from "node:crypto";
import { join } from "node:path";
import { dataFiles } from "../facts/build/index.mjs";
import { readData } from "../facts/data.mjs";
import { differenceOf } from "../facts/difference/index.mjs";
import { fileOf } from "./repository.mjs";

const directory = "src/catalogue/data";

/** The text of the catalogue file of a project. */
export function catalogueFile(root) {
  return catalogueText(readData(join(root, directory)));
}

/**
 * The text of a catalogue file, which `--facts` reads: one line for each part, after the digest of these lines.
 * @param {Readonly<Record<string, unknown>>} data the content of each data file by its name
 */
export function catalogueText(data) {
  const lines = Object.entries(data).map(
    ([name, part]) => `${JSON.stringify(name)}: ${JSON.stringify(part)}`,
  );
  const text = `${lines.join(",\n")}\n}\n`;
  const digest = createHash("sha256").update(text).digest("hex");
  return `{\n"schema": "inferlint.catalogue/1",\n"sha256": "${digest}",\n${text}`;
}

/**
 * What `npm run facts -- build` would print for the change since a tag; empty where there is none.
 * @param {string} root
 * @param {string} tag
 */
export async function factsSince(root, tag) {
  const texts = dataFiles.map((name) => [name, fileOf(root, tag, `${directory}/${name}.json`)]);
  if (texts.some(([, text]) => text === null)) return "";
  const before = Object.fromEntries(texts.map(([name, text]) => [name, JSON.parse(text)]));
  return await differenceOf(before, readData(join(root, directory)));
}
