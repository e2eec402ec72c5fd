import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

// Which files of a command line are read as what, and what is said of those that are not read.

const py38 = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:20230103.v1";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

const concise = (...args: readonly string[]) => {
  const { status, stdout, stderr } = box.run(["--format", "concise", "--only", "eol-os", ...args]);
  return { status, stdout: stdout.split("\n").filter((line) => line.includes("eol-os")), stderr };
};
const found = (place: string): string =>
  `${place}: error eol-os: Ubuntu 20.04 support ended on 2025-05-31`;

test("a named file of no known kind is one line", () => {
  box.write("deploy.R", `image <- "${py38}"\n`);
  expect(concise("deploy.R")).toEqual({
    status: 2,
    stdout: [],
    stderr: expect.stringMatching(
      /^inferlint: error: deploy\.R: Not a kind that inferlint reads; nothing in it was checked\.\n/,
    ) as string,
  });
});

test("with --force-exclude it is left out", () => {
  box.write("deploy.R", `image <- "${py38}"\n`);
  box.write("a.yml", `image: ${py38}\n`);
  const { status, stdout, stderr } = concise("--force-exclude", "deploy.R", "a.yml");
  expect([status, stdout]).toEqual([1, [found("a.yml:1:8")]]);
  expect(stderr).not.toContain("deploy.R");
});

test("--kind chooses what a search takes; a file that is named is left out with a warning", () => {
  box.write("a.py", `A = "${py38}"\n`);
  box.write("a.yml", `image: ${py38}\n`);
  expect(concise("--kind", "yaml").stdout).toEqual([found("a.yml:1:8")]);
  expect(concise("--kind", "yaml", "--kind", "python").stdout).toEqual([
    found("a.py:1:6"),
    found("a.yml:1:8"),
  ]);
  const named = concise("--kind", "yaml", "a.py");
  expect([named.status, named.stdout]).toEqual([0, []]);
  expect(named.stderr).toContain(
    "inferlint: warning: a.py: Not read: its kind is python, which --kind leaves out.\n",
  );
});

test("with --force-exclude, --kind counts for files that are named", () => {
  box.write("a.py", `A = "${py38}"\n`);
  box.write("a.yml", `image: ${py38}\n`);
  const { status, stdout } = concise("--force-exclude", "--kind", "yaml", "a.py", "a.yml");
  expect([status, stdout]).toEqual([1, [found("a.yml:1:8")]]);
});

test("an unknown kind is named, with the nearest one", () => {
  const { status, stderr } = concise("--kind", "yml");
  expect(status).toBe(2);
  expect(stderr).toContain("yaml");
  expect(stderr).toContain("--kind");
});

test.each([
  ["deployment.yml", `image: ${py38}\n`, "1:8"],
  ["sub/a.py", `\nA = "${py38}"\n`, "2:6"],
  ["a.ipynb", `{"cells": [{"cell_type": "code", "source": ["A = '${py38}'"]}]}`, "1:51"],
  ["notes.md", `\`\`\`yaml\nimage: ${py38}\n\`\`\`\n`, "2:8"],
  ["Makefile", `IMAGE := ${py38}\n`, "1:10"],
])("standard input is read as %s", (path, text, place) => {
  const { status, stdout } = box.runWith(text, [
    ...["--format", "concise", "--only", "eol-os", "-", "--stdin-filename", path],
  ]);
  expect([status, stdout.split("\n")[0]]).toEqual([1, found(`${path}:${place}`)]);
});

test.each([
  ["a.yml", `a: [${py38}\nb: }\n`, "Invalid YAML"],
  ["a.json", `{"a": "${py38}"`, "Invalid JSON"],
  ["a.ipynb", `{"cells": [ ${py38}`, "notebook"],
])("%s that is broken is an error only where it is named", (path, text, what) => {
  box.write(path, text);
  const named = concise(path);
  expect(named.status).toBe(2);
  expect(named.stderr).toContain(`inferlint: error: ${path}`);
  expect(named.stderr).toContain(what);
  const searched = concise(".");
  expect(searched.status).toBeLessThan(2);
  expect(searched.stderr).not.toContain("error:");
});

test("Markdown is read where it is named", () => {
  box.write("notes.md", `Text.\n\n\`\`\`dockerfile\nFROM ${py38}\n\`\`\`\n`);
  box.write("Dockerfile", "FROM scratch\n");
  expect(concise(".")).toMatchObject({ status: 0, stdout: [] });
  expect(concise("notes.md")).toMatchObject({ status: 1, stdout: [found("notes.md:4:6")] });
});
