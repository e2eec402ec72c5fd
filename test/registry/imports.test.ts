import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = new URL("../../src/registry/", import.meta.url).pathname;

/** The folders of src/registry that each of them may import, as src/registry/index.ts describes. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  oci: ["auth", "http"],
  auth: ["http"],
  http: [],
  cache: [],
  "facts-file": [],
};

test("every folder of src/registry has its entry here", () => {
  const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(allowed).sort());
});

test.each(Object.entries(allowed))("%s imports no folder beside it but %j", (folder, targets) => {
  const files = readdirSync(join(root, folder));
  const imports = files.flatMap((file) => {
    const text = readFileSync(join(root, folder, file), "utf8");
    return [...text.matchAll(/"\.\.\/([\w-]+)\/[\w-]+\.ts"/g)].map(([, target = ""]) => target);
  });
  expect(imports.filter((target) => !targets.includes(target))).toEqual([]);
});
