import fastGlob from "fast-glob";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot, readManifest } from "./support/working-copy.ts";

// The files and scripts that documents name exist. Links: test/links.test.ts.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const folders = (path: string): readonly string[] =>
  readdirSync(join(projectRoot, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const ruleIds = folders("rules").filter((name) => name !== "support");
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  "SECURITY.md",
  ...fastGlob.sync("docs/**/*.md", { cwd: projectRoot }).sort(),
];
const contributing = read("CONTRIBUTING.md");

/** Code that is a path: it has a slash or an extension, and no blank. Files that readers provide are left out. */
function pathsIn(text: string): readonly string[] {
  const provided = [
    "azureml-images.json",
    "azureml-tags.json",
    "azureml-digests.json",
    "lifecycles.json",
  ];
  return [...text.matchAll(/`([\w.*<>-]+(?:\/[\w.*<>-]*)*)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => /^\.?\w[\w.-]*\/|\.(ts|mjs|json|md)$/.test(path) && !provided.includes(path));
}

describe("CONTRIBUTING.md", () => {
  test.each([...new Set(pathsIn(contributing))])("%s exists", (path) => {
    const paths = path.includes("<id>") ? ruleIds.map((id) => path.replace("<id>", id)) : [path];
    for (const one of paths) {
      const isThere = one.includes("*")
        ? fastGlob.sync(one, { cwd: projectRoot }).length > 0
        : existsSync(join(projectRoot, one));
      expect(isThere, one).toBe(true);
    }
  });

  test("the table of parts has every folder of src", () => {
    const parts = [...contributing.matchAll(/^\| `src\/(\w+)\/`/gm)].map(([, part]) => part);
    expect(parts.sort()).toEqual([...folders("src")].sort());
  });
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  test("names scripts of package.json", () => {
    const { scripts } = readManifest();
    const named = [...text.matchAll(/(?:^|`)npm (?:run )?([\w:-]+)/gm)].map(
      ([, script = ""]) => script,
    );
    const commands = ["ci", "install", "pack"];
    expect(named.filter((name) => !commands.includes(name) && !(name in scripts))).toEqual([]);
  });
});
