import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { hookFilesPattern, hookFilesPatternOfAll } from "../src/discover/index.ts";
import { realProgramsRequired } from "./support/real-programs.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  git,
  projectRoot,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");

describe(".pre-commit-hooks.yaml", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as Record<string, unknown>[];

  test("has two hooks, which pre-commit never runs in parallel", () => {
    const common = {
      language: "node",
      types: [],
      types_or: ["file", "symlink"],
      require_serial: true,
    };
    expect(hooks).toMatchObject([
      { id: "inferlint", entry: "inferlint lint --force-exclude --kind dockerfile", ...common },
      { id: "inferlint-all", entry: "inferlint lint --force-exclude", ...common },
    ]);
  });

  test("selects every file name that discovery takes, by itself or by its text", () => {
    expect(hooks.map(({ files }) => files)).toEqual([hookFilesPattern, hookFilesPatternOfAll()]);
  });
});

describe("package.json suits hook installers", () => {
  const manifest = JSON.parse(read("package.json")) as Record<string, Record<string, string>>;

  test("the program is the committed bundle", () => {
    expect(manifest["bin"]).toEqual({ inferlint: "dist/cli.cjs" });
    expect(git(projectRoot, "ls-files", "dist/cli.cjs")).toBe("dist/cli.cjs");
  });

  test("it has no dependencies", () => {
    expect(manifest).not.toHaveProperty("dependencies");
    expect(manifest).not.toHaveProperty("workspaces");
  });

  test("no script runs at installation, or makes npm build the package", () => {
    const forbidden = ["prepare", "prepack", "build", "preinstall", "install", "postinstall"];
    expect(
      Object.keys(manifest["scripts"] ?? {}).filter((name) => forbidden.includes(name)),
    ).toEqual([]);
  });
});

const newest = /^pre-commit==(\S+)/m.exec(read("test/pre-commit/requirements.txt"))?.[1] ?? "";

describe.each([
  ["3.0.4", "pre-commit"],
  [newest, join(projectRoot, "test/pre-commit/.venv/bin/pre-commit")],
])("the real pre-commit %s", (version, program) => {
  const installed = spawnSync(program, ["--version"], { encoding: "utf8" });

  test.runIf(realProgramsRequired)("is installed", () => {
    expect(installed.error?.message ?? installed.stdout.trim()).toBe(`pre-commit ${version}`);
  });

  describe.skipIf(installed.status !== 0)("with this repository's hook", () => {
    testHook(program);
  });
});

function testHook(program: string): void {
  const location = temporaryDirectory();
  const [hookRepository, repository] = [join(location, "hook"), join(location, "repository")];
  const env = bareEnvironment({ PRE_COMMIT_HOME: join(location, "home") });
  const scripts = join(location, "scripts.log");

  // pre-commit installs the development dependencies too, packs the package and installs the result.
  beforeAll(() => {
    mkdirSync(hookRepository);
    mkdirSync(repository);
    const { commit } = commitWorkingCopy(hookRepository);
    git(repository, "init", "--quiet");
    write(
      ".pre-commit-config.yaml",
      `repos: [{ repo: "${hookRepository}", rev: "${commit}", hooks: [{ id: inferlint }] }]\n`,
    );
    // npm runs scripts of packages with this shell.
    const shell = join(location, "shell");
    writeFileSync(shell, `#!/bin/sh\necho "$*" >>'${scripts}'\nexec sh "$@"\n`, { mode: 0o755 });
    for (const command of ["install", "install-hooks"]) {
      const { status, stdout, stderr } = run(program, [command], {
        cwd: repository,
        env: { ...env, npm_config_script_shell: shell },
      });
      if (status !== 0)
        throw new Error(`pre-commit ${command} exited with ${status}: ${stdout}${stderr}`);
    }
  });
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(repository, path)), { recursive: true });
    writeFileSync(join(repository, path), text);
  }

  function commit(): Ended {
    git(repository, "add", "--all");
    return run("git", ["commit", "--message=Serve the model"], { cwd: repository, env });
  }

  test("runs no script of any package while it installs the hook", () => {
    expect(existsSync(scripts) ? readFileSync(scripts, "utf8") : "").toBe("");
  });

  test("blocks a commit of a Dockerfile on an image without support", () => {
    const image = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest";
    write("serve/Dockerfile", `FROM ${image}\nCOPY score.py /var/azureml-app/\n`);
    const { status, stdout, stderr } = commit();
    expect(status).toBe(1);
    const output = `${stdout}${stderr}`;
    expect(output).toMatch(/inferlint\.+Failed/);
    expect(output).toContain("serve/Dockerfile");
    for (const ruleId of ["eol-os", "eol-python", "unsupported-image"])
      expect(output).toMatch(new RegExp(`\\berror +${ruleId}\\b`));
    expect(git(repository, "rev-list", "--all")).toBe("");
  });

  test("lets a clean Dockerfile pass", () => {
    const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
    write("serve/Dockerfile", `FROM ${image}\nCOPY score.py /var/azureml-app/\n`);
    const { status, stdout, stderr } = commit();
    expect(`${stdout}${stderr}`).toMatch(/inferlint\.+Passed/);
    expect(status).toBe(0);
    expect(git(repository, "rev-list", "--count", "HEAD")).toBe("1");
  });

  test("checks *.dockerfile too, and no other files", () => {
    write("gpu/serve.dockerfile", dockerfile);
    write("README.md", dockerfile);
    const { status, stdout, stderr } = commit();
    expect(`${stdout}${stderr}`).toContain("gpu/serve.dockerfile");
    expect(`${stdout}${stderr}`).not.toContain("README.md");
    expect(status).toBe(1);
  });

  test("checks odd names by their text, links, and files with a control character", () => {
    write("docs/dockerfile.md", `From version 2 on, the image is ${image}.\n`);
    write("docs/gpu-Dockerfile", dockerfile);
    write("templates/serving", dockerfile);
    mkdirSync(join(repository, "linked"));
    symlinkSync("../templates/serving", join(repository, "linked", "Dockerfile"));
    symlinkSync("../nowhere", join(repository, "linked", "Dockerfile.gone"));
    write("control/Dockerfile", `${dockerfile}RUN echo "\u0001"\n`);
    const { status, stdout, stderr } = commit();
    const output = `${stdout}${stderr}`;
    for (const path of ["docs/gpu-Dockerfile", "linked/Dockerfile", "control/Dockerfile"])
      expect(output).toMatch(new RegExp(`^${path}$`, "m"));
    expect(output).toContain("linked/Dockerfile: A symbolic link to templates/serving");
    expect(output).toContain("linked/Dockerfile.gone: The symbolic link was not followed");
    expect(output).not.toContain("dockerfile.md");
    expect(output).not.toMatch(/^templates/m);
    expect(status).toBe(1);
  });
}

const image = "mcr.microsoft.com/azureml/inference-base-1804:latest";
const dockerfile = `FROM ${image}\n`;
