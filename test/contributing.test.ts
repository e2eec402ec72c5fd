import fastGlob from "fast-glob";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "./support/working-copy.ts";

// The files, scripts and links that documents name exist.

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

/** The anchors of a document's headings, as GitHub makes them. */
function anchorsOf(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

/** Whether a link of a document leads to a file and, with `#`, to a heading in it. */
function isFound(link: string, document: string): boolean {
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? document : join(dirname(document), path);
  if (!existsSync(join(projectRoot, target))) return false;
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
}

test.each([
  ["#no-such-heading", false],
  ["LICENSE", true],
  ["LICENSES", false],
  ["rules/eol-os/README.md#why", true],
  ["rules/eol-os/README.md#because", false],
])("the search for broken links: %s is found: %s", (link, isThere) => {
  expect(isFound(link, "README.md")).toBe(isThere);
});

describe.each(documents)("%s", (document) => {
  const text = read(document);

  test("has no broken links", () => {
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = ""]) => link);
    const broken = links.filter((link) => !link.startsWith("https://") && !isFound(link, document));
    expect(broken).toEqual([]);
  });

  test("names scripts of package.json", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/(?:^|`)npm (?:run )?([\w:-]+)/gm)].map(
      ([, script = ""]) => script,
    );
    const commands = ["ci", "install", "pack"];
    expect(named.filter((name) => !commands.includes(name) && !(name in scripts))).toEqual([]);
  });
});
