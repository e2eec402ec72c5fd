import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { projectRoot } from "../support/working-copy.ts";

// What a run loads is what everybody waits for.

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

/** What stands in the error codes of undici, wherever it was bundled to. */
const undici = "UND_ERR_";
const read = (name: string): string => readFileSync(join(projectRoot, "dist", name), "utf8");

/** The files of dist/ that a run loads, by name. */
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

test("undici is bundled to one file", () => {
  expect(read("online.cjs")).toContain(undici);
});

test.each([
  ["without a network", []],
  ["with facts", ["--facts", "facts.json"]],
  ["online, without a question", ["--online", "other"]],
])("a run %s does not load what speaks HTTP", (_, args) => {
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1\n");
  box.write("other/Dockerfile", "FROM python:3.12\n");
  box.write("facts.json", '{ "schema": "inferlint.facts/1", "repositories": {} }\n');
  const loaded = loadedBy(["lint", ...args]);
  expect(loaded).toContain("cli.cjs");
  expect(loaded.filter((name) => read(name).includes(undici))).toEqual([]);
});

test("a run without a network loads what it did before there was one to ask", () => {
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1\n");
  expect(loadedBy(["lint"])).toEqual(["catalogue.cjs", "cli.cjs", "parse.cjs", "walk.cjs"]);
});
