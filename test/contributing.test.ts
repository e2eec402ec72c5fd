import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./support/working-copy.ts";

// Documents name files, scripts and rooms; what they name is there.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const folders = (path: string): readonly string[] =>
  readdirSync(join(projectRoot, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const ruleIds = folders("rules");
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"];
const contributing = read("CONTRIBUTING.md");

/** Code that is a path: it has a slash or an ending, and no blank. `DIR` holds what the reader brings. */
function pathsIn(text: string): readonly string[] {
  const brought = [
    "azureml-images.json",
    "azureml-tags.json",
    "azureml-digests.json",
    "lifecycles.json",
  ];
  return [...text.matchAll(/`([\w.*<>-]+(?:\/[\w.*<>-]*)*)`/g)]
    .map(([, path = ""]) => path)
    .filter((path) => /^\.?\w[\w.-]*\/|\.(ts|mjs|json|md)$/.test(path) && !brought.includes(path));
}

describe("CONTRIBUTING.md", () => {
  test.each([...new Set(pathsIn(contributing))])("%s exists", (path) => {
    if (path === "src/*.ts") return;
    const paths = path.includes("<id>") ? ruleIds.map((id) => path.replace("<id>", id)) : [path];
    for (const one of paths) expect(existsSync(join(projectRoot, one)), one).toBe(true);
  });

  test("the table of the house has every room", () => {
    const modules = [...contributing.matchAll(/^\| `src\/(\w+)\/`/gm)].map(([, module]) => module);
    expect(modules.sort()).toEqual([...folders("src")].sort());
  });
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  test("links lead somewhere", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(
      ([, heading = ""]) =>
        `#${heading
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-")}`,
    );
    const broken = links.filter(
      (link) =>
        !link.startsWith("https://") &&
        !headings.includes(link) &&
        !existsSync(join(projectRoot, link)),
    );
    expect(broken).toEqual([]);
  });

  test("scripts are in package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/(?:^|`)npm (?:run )?([\w-]+)/gm)].map(
      ([, script = ""]) => script,
    );
    expect(named.filter((name) => name !== "ci" && !(name in scripts))).toEqual([]);
  });
});
