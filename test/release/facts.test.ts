import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { catalogueFile, factsSince } from "../../scripts/release/facts.mjs";
import { git, projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// The facts of a release: what has changed since the last one.

const directory = "src/catalogue/data";
const names = ["images", "tags", "digests", "release-cycles", "wheels", "environments"];
const root = temporaryDirectory();
afterAll(() => {
  rmSync(root, { recursive: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function commitAll(tag: string): void {
  git(root, "add", "--all");
  git(root, "commit", "--quiet", "--allow-empty", "--message=Change");
  git(root, "tag", tag);
}

describe("the facts since a release", () => {
  test("are those that npm run facts -- build would name", async () => {
    git(root, "init", "--quiet");
    commitAll("v0.0.1");
    for (const name of names)
      write(
        `${directory}/${name}.json`,
        readFileSync(join(projectRoot, directory, `${name}.json`), "utf8"),
      );
    commitAll("v0.0.2");
    expect(await factsSince(root, "v0.0.2")).toBe("");
    // A release without these files has nothing to compare with.
    expect(await factsSince(root, "v0.0.1")).toBe("");
    const path = `${directory}/images.json`;
    const text = readFileSync(join(root, path), "utf8");
    const changed = text.replace(/("PyPI": \{"name":"PyPI","asOf":)"[\d-]+"/, '$1"2099-01-01"');
    expect(changed).not.toBe(text);
    write(path, changed);
    const difference = await factsSince(root, "v0.0.2");
    expect(difference).toContain("## Verdicts on fixtures/examples, as of 2099-01-01\n");
    expect(difference).toMatch(/PyPI.*2099-01-01/);
  });

  test("are all in the catalogue file", () => {
    const { schema, ...parts } = JSON.parse(catalogueFile(projectRoot)) as Record<string, unknown>;
    expect(schema).toBe("inferlint.catalogue/1");
    for (const name of names)
      expect(parts[name], name).toEqual(
        JSON.parse(readFileSync(join(projectRoot, directory, `${name}.json`), "utf8")),
      );
    expect(Object.keys(parts).sort()).toEqual(["sha256", ...names].sort());
  });
});
