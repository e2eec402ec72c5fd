import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { examples } from "./support/documents.ts";
import type { NpmRegistry } from "./support/npm-registry.ts";
import { startNpmRegistry } from "./support/npm-registry.ts";
import { pack } from "./support/packed.ts";
import { isSkippedWithout } from "./support/real-programs.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  git,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// What README.md tells a new user to run: the released version from a registry of npm, the installed command, and the hook.

const location = temporaryDirectory();
const [origin, home] = [join(location, "origin"), join(location, "home")];
const installed = join(location, "installed");
const preCommit = join(projectRoot, "test/pre-commit/.venv/bin");
const manifest = readManifest();
const images = {
  clean: "mcr.microsoft.com/azureml/minimal-py312-inference:latest",
  ended: "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest",
};
let registry: NpmRegistry;

beforeAll(async () => {
  mkdirSync(origin);
  mkdirSync(join(home, "policies"), { recursive: true });
  commitWorkingCopy(origin);
  writeFileSync(join(home, "policies/inferlint.yaml"), "rules: { eol-os: error }\n");
  // pre-commit drops most variables of git, so that the address of this project leads to the working copy by a file.
  writeFileSync(
    join(home, ".gitconfig"),
    `[url "${origin}"]\n\tinsteadOf = ${manifest.homepage}\n[user]\n\tname = A\n\temail = a@example.org\n`,
  );
  const tarball = pack(origin, location);
  registry = await startNpmRegistry(tarball, manifest);
  const args = ["install", "--global", "--ignore-scripts", "--offline", "--prefix", installed];
  const { status, stderr } = run("npm", [...args, tarball], { cwd: location });
  if (status !== 0) throw new Error(stderr);
}, 120_000);
afterAll(async () => {
  await registry.stop();
  rmSync(location, { recursive: true });
});

/** A repository with one Dockerfile, which is changed after the only commit. */
function repository(name: string, image: string): string {
  const directory = join(location, name);
  mkdirSync(directory);
  git(directory, "init", "--quiet");
  writeFileSync(join(directory, "Dockerfile"), "FROM python:3.12\n");
  git(directory, "add", "--all");
  git(directory, "commit", "--quiet", "--message=Begin");
  writeFileSync(join(directory, "Dockerfile"), `FROM ${image}\n`);
  return directory;
}

/** Runs lines as a user's shell would; the registry is in this process, so that it must not be blocked. */
async function bash(lines: string, cwd: string, variables: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const env = bareEnvironment({
    ...{ HOME: home, GIT_CONFIG_GLOBAL: join(home, ".gitconfig"), NO_COLOR: "1" },
    PATH: [join(installed, "bin"), preCommit, process.env["PATH"]].join(delimiter),
    PRE_COMMIT_HOME: join(location, "pre-commit"),
    ...variables,
  });
  const child = spawn("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", lines], {
    ...{ cwd, env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => (texts[name] += text));
  const status = await new Promise<number | null>((ended, failed) => {
    child.on("error", failed).on("close", ended);
  });
  return { status, ...texts };
}

const [, once = "", ...others] = [
  ...examples("sh", ["README.md"]),
  ...examples("sh", ["docs/reports.md"]),
];

describe("npx", () => {
  test.each([
    ["clean", 0],
    ["ended", 1],
  ] as const)(
    "runs the version that README.md names, on an image that is %s",
    async (name, code) => {
      expect(once.trim()).toBe(`npx ${manifest.name}@${manifest.version}`);
      const directory = repository(`npx-${name}`, images[name]);
      const { status, stdout, stderr } = await bash(once, directory, {
        npm_config_registry: registry.url,
        // On a terminal, npx asks whether to install it.
        npm_config_yes: "true",
        npm_config_cache: join(location, "npm-cache"),
      });
      expect(status, stderr).toBe(code);
      expect(stdout.includes("eol-os")).toBe(code === 1);
      expect(registry.requests).toContain(`/${manifest.name}.tgz`);
    },
    60_000,
  );
});

describe("the installed command", () => {
  test("checks with a policy, and creates a baseline, and writes text and SARIF in one run", async () => {
    const directory = repository("with-command", images.clean);
    expect(others).toHaveLength(3);
    const { status, stdout, stderr } = await bash(others.join(""), directory);
    expect(status, stderr).toBe(0);
    expect(stdout.match(/^No findings in (?:1 file|2 files) /gm)).toHaveLength(3);
    expect(existsSync(join(directory, ".inferlint-baseline.json"))).toBe(true);
    const { runs } = JSON.parse(readFileSync(join(directory, "inferlint.sarif"), "utf8")) as {
      runs: { results: unknown[] }[];
    };
    expect(runs[0]?.results).toEqual([]);
  });
});

describe.skipIf(isSkippedWithout(join(preCommit, "pre-commit")))(
  "from nothing to a commit that fails",
  () => {
    const [lines = ""] = examples("sh hook", ["README.md"]);
    const commands = lines
      .replace(/ << 'END'\n.*?^END$/ms, "")
      .trim()
      .split("\n");

    test("are three commands, with the hook of this version", () => {
      expect(commands.map((command) => command.split(" ").slice(0, 2).join(" "))).toEqual([
        "cat >",
        "pre-commit install",
        "git commit",
      ]);
      expect(lines).toContain(`repo: ${manifest.homepage}\n    rev: v${manifest.version}\n`);
    });

    test("the commit fails with the finding, and passes with a supported image", async () => {
      const directory = repository("hook", images.ended);
      const failed = await bash(lines, directory);
      const shown = failed.stdout + failed.stderr;
      expect(failed.status, shown).toBe(1);
      expect(shown).toContain("eol-os");
      expect(git(directory, "log", "--format=%s")).toBe("Begin");
      writeFileSync(join(directory, "Dockerfile"), `FROM ${images.clean}\n`);
      const passed = await bash(commands.at(-1) ?? "", directory);
      expect(passed.status, passed.stdout + passed.stderr).toBe(0);
      expect(git(directory, "log", "--format=%s")).toBe("Serve the model\nBegin");
    }, 600_000);
  },
);
