import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const config = fileURLToPath(new URL("../../src/config", import.meta.url));

/** Folders of the configuration that the files of one folder import. */
function importsOf(folder: string): readonly string[] {
  const files = readdirSync(join(config, folder));
  const imported = files.flatMap((name) => {
    const text = readFileSync(join(config, folder, name), "utf8");
    return [...text.matchAll(/ from "\.\.\/(source|schema|settings)\//g)].map(([, other]) => other);
  });
  return [...new Set(imported)].filter((other) => other !== undefined).sort();
}

test("settings import the schema, the schema imports the source, and nothing imports back", () => {
  expect(importsOf("source")).toEqual([]);
  expect(importsOf("schema")).toEqual(["source"]);
  expect(importsOf("settings")).toEqual(["schema"]);
});
