import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realProgramsRequired } from "../support/real-programs.ts";
import {
  commitWorkingCopy,
  git,
  projectRoot,
  temporaryDirectory,
} from "../support/working-copy.ts";
import type { HookRunner, HookSource } from "./hook-runner.ts";
import { installHooks, programsWithoutNode } from "./hook-runner.ts";

const images = {
  ended: "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest",
  supported: "mcr.microsoft.com/azureml/minimal-py312-inference:latest",
};
const dockerfile = (image: string): string => `FROM ${image}\nCOPY score.py /var/azureml-app/\n`;
const deployment = (image: string): string => `environment: { image: "${image}" }\n`;

const location = temporaryDirectory();
let source: HookSource;

beforeAll(() => {
  const url = join(location, "hooks");
  mkdirSync(url);
  source = { url, ...commitWorkingCopy(url) };
});
afterAll(() => {
  rmSync(location, { recursive: true });
});

const requirements = readFileSync(join(projectRoot, "test/pre-commit/requirements.txt"), "utf8");
const pinned = (name: string): string =>
  `${name} ${new RegExp(`^${name}==(\\S+)`, "m").exec(requirements)?.[1] ?? ""}`;

describe.each([
  ["pre-commit 3.0.4", "pre-commit"],
  [pinned("pre-commit"), join(projectRoot, "test/pre-commit/.venv/bin/pre-commit")],
  [pinned("prek"), join(projectRoot, "test/pre-commit/.venv/bin/prek")],
])("the real %s", (version, program) => {
  const installed = spawnSync(program, ["--version"], { encoding: "utf8" });

  test.runIf(realProgramsRequired)("is installed", () => {
    expect(installed.error?.message ?? installed.stdout.trim()).toBe(version);
  });

  describe.skipIf(installed.status !== 0)("with this repository's hooks", () => {
    const directory = join(location, version.replace(" ", "-"));

    describe("on Node.js", () => {
      let runner: HookRunner;
      beforeAll(() => {
        const ids = ["inferlint", "inferlint-all"];
        runner = installHooks(program, join(directory, "node"), source, ids);
      });

      test("runs no script of any package while it installs them", () => {
        expect(runner.scripts()).toBe("");
      });

      testHook("inferlint", () => runner, "serve/Dockerfile", dockerfile);
      testOtherNames("inferlint", () => runner);
      testHook("inferlint-all", () => runner, "deployment.yml", deployment);
    });

    describe("on Python, without Node.js", () => {
      let runner: HookRunner;
      beforeAll(() => {
        const PATH = programsWithoutNode(join(directory, "programs"));
        expect(spawnSync("node", ["--version"], { env: { PATH } }).error).toBeDefined();
        const ids = ["inferlint-python"];
        runner = installHooks(program, join(directory, "python"), source, ids, { PATH });
      });

      testHook("inferlint-python", () => runner, "serve/Dockerfile", dockerfile);
      testOtherNames("inferlint-python", () => runner);
    });

    test("would run the scripts of a package without this repository's settings", () => {
      const url = join(directory, "scripted");
      mkdirSync(join(url, "dist"), { recursive: true });
      const bin = { inferlint: "dist/cli.cjs" };
      const scripts = { postinstall: "exit 0", prepare: "exit 0" };
      const manifest = { name: "inferlint", version: "0.0.0", bin, scripts };
      writeFileSync(join(url, "package.json"), JSON.stringify(manifest));
      writeFileSync(join(url, "dist/cli.cjs"), "#!/usr/bin/env node\n", { mode: 0o755 });
      const hooks = readFileSync(join(projectRoot, ".pre-commit-hooks.yaml"));
      writeFileSync(join(url, ".pre-commit-hooks.yaml"), hooks);
      git(url, "init", "--quiet");
      git(url, "add", "--all");
      git(url, "commit", "--quiet", "--message=A package with scripts");
      const commit = git(url, "rev-parse", "HEAD");
      const place = join(directory, "with-scripts");
      let log: string;
      try {
        log = installHooks(program, place, { url, commit }, ["inferlint"]).scripts();
      } catch {
        // Some versions take what a script prints for a file name, and fail after they ran it.
        log = readFileSync(join(place, "scripts.log"), "utf8");
      }
      expect(log).toContain("exit 0");
    });
  });
});

/** @param textOf a file that names an image */
function testHook(
  id: string,
  runner: () => HookRunner,
  path: string,
  textOf: (image: string) => string,
): void {
  const count = (): string => git(runner().repository, "rev-list", "--all", "--count");

  test(`${id} blocks a commit with an image without support`, () => {
    runner().configure(id);
    const before = count();
    runner().write(path, textOf(images.ended));
    const { status, stdout, stderr } = runner().commit();
    const output = `${stdout}${stderr}`;
    expect(output).toMatch(/^inferlint\.+Failed/m);
    expect(output).toMatch(new RegExp(`^ *${path}$`, "m"));
    for (const ruleId of ["eol-os", "eol-python", "unsupported-image"])
      expect(output).toMatch(new RegExp(`\\berror +${ruleId}\\b`));
    expect(status).toBe(1);
    expect(count()).toBe(before);
  });

  test(`${id} lets a commit with a supported image pass`, () => {
    const before = count();
    runner().write(path, textOf(images.supported));
    const { status, stdout, stderr } = runner().commit();
    expect(`${stdout}${stderr}`).toMatch(/^inferlint\.+Passed/m);
    expect(status).toBe(0);
    expect(Number(count())).toBe(Number(before) + 1);
  });
}

/** Leaves the repository as it was. */
function testOtherNames(id: string, runner: () => HookRunner): void {
  const written = dockerfile(images.ended);

  test(`${id} checks *.dockerfile too, and no other files`, () => {
    runner().configure(id);
    runner().write("gpu/serve.dockerfile", written);
    runner().write("README.md", written);
    const { status, stdout, stderr } = runner().commit();
    expect(`${stdout}${stderr}`).toContain("gpu/serve.dockerfile");
    expect(`${stdout}${stderr}`).not.toContain("README.md");
    expect(status).toBe(1);
  });

  test(`${id} checks odd names by their text, links, and files with a control character`, () => {
    const { repository, configure, write, commit } = runner();
    configure(id);
    write("docs/dockerfile.md", `From version 2 on, the image is ${images.ended}.\n`);
    write("docs/gpu-Dockerfile", written);
    write("templates/serving", written);
    mkdirSync(join(repository, "linked"));
    symlinkSync("../templates/serving", join(repository, "linked", "Dockerfile"));
    symlinkSync("../nowhere", join(repository, "linked", "Dockerfile.gone"));
    write("control/Dockerfile", `${written}RUN echo "\u0001"\n`);
    const { status, stdout, stderr } = commit();
    const output = `${stdout}${stderr}`;
    for (const path of ["docs/gpu-Dockerfile", "linked/Dockerfile", "control/Dockerfile"])
      expect(output).toMatch(new RegExp(`^ *${path}$`, "m"));
    expect(output).toContain("linked/Dockerfile: A symbolic link to templates/serving");
    expect(output).toContain("linked/Dockerfile.gone: The symbolic link was not followed");
    expect(output).not.toContain("dockerfile.md");
    expect(output).not.toMatch(/^ *templates/m);
    expect(status).toBe(1);
    git(repository, "reset", "--quiet", "--hard");
  });
}
