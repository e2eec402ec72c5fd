import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { frozenBundle } from "../support/working-copy.ts";

// Every run waits for the files it loads.

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

/** A prefix of the error codes of undici, whichever file it was bundled into. */
const undici = "UND_ERR_";
const read = (name: string): string => readFileSync(join(frozenBundle, name), "utf8");

/** The files of the bundle that a run loads, by name. */
function loadedBy(args: readonly string[]): readonly string[] {
  const file = join(box.root, "preload.cjs");
  writeFileSync(
    file,
    `process.on("exit", () => {
      const files = Object.keys(require.cache).map((file) => require("node:path").basename(file));
      process.stderr.write("LOADED " + files.sort().join(" ") + "\\n");
    });`,
  );
  const { stderr } = box.run(args, { NODE_OPTIONS: `--require ${file}` });
  const [, names = ""] = /^LOADED (.*)$/m.exec(stderr) ?? [];
  return names.split(" ").filter((name) => name !== "preload.cjs");
}

test("undici is bundled into online.cjs", () => {
  expect(read("online.cjs")).toContain(undici);
});

test.each([
  ["without a network", []],
  ["with facts", ["--facts", "facts.json"]],
  ["online, without a lookup", ["--online", "other"]],
])("a run %s does not load the HTTP client", (_, args) => {
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1\n");
  box.write("other/Dockerfile", "FROM python:3.12\n");
  box.write("facts.json", '{ "schema": "inferlint.facts/1", "repositories": {} }\n');
  const loaded = loadedBy(["lint", ...args]);
  expect(loaded).toContain("cli.cjs");
  expect(loaded.filter((name) => read(name).includes(undici))).toEqual([]);
});

test("a run without a network loads no more than it needs", () => {
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1\n");
  const needed = ["catalogue.cjs", "cli.cjs", "parse.cjs", "search-directory.cjs"];
  // Another file of a repository can say how the Dockerfile is built.
  expect(loadedBy(["lint"])).toEqual([...needed, "project.cjs"].sort());
  rmSync(join(box.root, ".git"), { recursive: true });
  expect(loadedBy(["lint"])).toEqual(needed);
});

test("explain loads the renderer of pages, and nothing that lint needs", () => {
  expect(loadedBy(["explain", "eol-os"])).toEqual(["cli.cjs", "explain-command.cjs", "pages.cjs"]);
});
