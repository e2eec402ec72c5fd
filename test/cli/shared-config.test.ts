import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runCli } from "../support/run-cli.ts";
import { temporaryDirectory } from "../support/working-copy.ts";

// Clones beside each other in a directory that is no repository, checked with one policy or configuration.

const faulty = "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n";
let root: string;
beforeEach(() => {
  root = temporaryDirectory();
  write("a/.git/HEAD", "");
  write("b/.git/HEAD", "");
  write("b/inner/.git/HEAD", "");
  for (const path of ["a/legacy", "b/legacy", "b/inner/legacy", "legacy", "b/kept"])
    write(`${path}/Dockerfile`, faulty);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function checked(cwd: string, args: readonly string[]): Promise<readonly string[]> {
  const options = ["--as-of", "2026-11-23", "--format", "json"];
  const { stdout } = await runCli([...args, ...options], { cwd: join(root, cwd) });
  const { findings } = JSON.parse(stdout) as { findings: readonly { path: string }[] };
  return [...new Set(findings.map(({ path }) => path))];
}

test.each([
  ["-c", "a/.github/linters/.inferlint.yaml"],
  ["--policy", "gate/policy.yaml"],
])("patterns of %s are relative to the outermost repository of each file", async (option, file) => {
  write(file, "files: { exclude: [legacy] }\n");
  expect(await checked("", [option, file])).toEqual([
    "b/inner/legacy/Dockerfile",
    "b/kept/Dockerfile",
  ]);
  // The same answer for one of them, from outside and from inside.
  expect(await checked("", [option, file, "b"])).toEqual([
    "b/inner/legacy/Dockerfile",
    "b/kept/Dockerfile",
  ]);
  expect(await checked("b", [option, join(root, file)])).toEqual([
    "inner/legacy/Dockerfile",
    "kept/Dockerfile",
  ]);
});

test("a policy outside of every repository extends a file beside it", async () => {
  write("gate/policy.yaml", "extends: base.yaml\n");
  write("gate/base.yaml", "files: { exclude: [legacy, kept, inner] }\n");
  expect(await checked("", ["--policy", "gate/policy.yaml", "a", "b"])).toEqual([]);
  write("policy.yaml", "extends: a/base.yaml\n");
  write("a/base.yaml", "files: { exclude: ['**'] }\n");
  const { status, stderr } = await runCli(["--policy", "policy.yaml", "a"], { cwd: root });
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr:
      "inferlint: error: policy.yaml:1:10: extends a/base.yaml: a policy cannot extend a file of a repository that is checked, which could loosen it; move both out of it\n",
  });
});
