import { execFile } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { examples, examplesIn } from "../support/documents.ts";
import type { NpmRegistry } from "../support/npm-registry.ts";
import { startNpmRegistry } from "../support/npm-registry.ts";
import { pack } from "../support/packed.ts";
import {
  commitWorkingCopy,
  projectRoot,
  readManifest,
  temporaryDirectory,
} from "../support/working-copy.ts";
import { buildPackages, isSkippedWithoutPython, python, withoutIndex } from "./build.ts";

// The commands of docs/install.md, with the packages as they are built here in place of those of PyPI and npm.

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const manifest = readManifest();
const documented = (info: string): readonly string[] => examples(info, ["docs/install.md"]);
const execute = promisify(execFile);

const location = temporaryDirectory();
const built = join(location, "built");
let registry: NpmRegistry;

/** A machine of its own: a directory with a virtual environment, uv and npm, and a repository without findings. */
async function machine(name: string): Promise<(lines: string) => Promise<string>> {
  const home = join(location, name);
  mkdirSync(join(home, "path/to/your"), { recursive: true });
  const repository = join(home, "path/to/your/repository");
  cpSync(join(projectRoot, "fixtures/examples/reviews"), repository, { recursive: true });
  await execute(python, ["-m", "venv", join(home, "venv")]);
  const programs = ["venv", "tools", "npm"].map((one) => join(home, one, "bin"));
  const folders = { wheels: built, cache: join(location, "uv-cache") };
  const env = withoutIndex(home, folders, {
    PATH: [...programs, dirname(python), dirname(process.execPath), "/usr/bin", "/bin"].join(":"),
    npm_config_registry: registry.url,
    npm_config_prefix: join(home, "npm"),
    npm_config_cache: join(home, "cache"),
  });
  // Without blocking: the registry answers in this process.
  return async (lines) =>
    (await execute("bash", ["--norc", "-eo", "pipefail", "-c", lines], { cwd: home, env })).stdout;
}

const clean = "No findings in 1 file";
const run = "\ninferlint path/to/your/repository\ncommand -v inferlint\n";

describe.skipIf(isSkippedWithoutPython)("docs/install.md", () => {
  beforeAll(async () => {
    const copy = join(location, "copy");
    mkdirSync(copy);
    commitWorkingCopy(copy);
    buildPackages(copy, built);
    registry = await startNpmRegistry(pack(copy, location), manifest);
  });
  afterAll(async () => {
    await registry.stop();
    rmSync(location, { recursive: true });
  });

  const [pip = "", uvx = "", uv = "", npm = "", ...others] = documented("sh install");

  test.each([
    ["pip", pip, "venv/bin/inferlint"],
    ["uv", uv, "tools/bin/inferlint"],
    ["npm", npm, "npm/bin/inferlint"],
  ])("installs with %s", async (name, example, program) => {
    expect(example).toMatch(new RegExp(`^${name} `));
    const printed = await (await machine(name))(`${example}command -v inferlint\n`);
    expect(printed).toContain(clean);
    expect(printed).toContain(join(location, name, program));
  });

  test("has the command that the page on PyPI shows, with its version", () => {
    const [own, ...more] = examplesIn(read("packaging/pypi/README.md")).map(({ text }) => text);
    expect(more).toEqual([]);
    expect(own).toBe(pip.replace("--only-binary=:all: ", "").replace(/==\S+/, ""));
  });

  test("runs with uvx, and has no other such example", async () => {
    expect(uvx).toMatch(/^uvx /);
    expect(await (await machine("uvx"))(uvx)).toContain(clean);
    expect(others).toEqual([]);
  });

  test("installs files from elsewhere", async () => {
    const get = await machine("with-network");
    await get(documented("sh offline").join(""));
    for (const name of ["pip", "npm"]) {
      const install = await machine(`without-network-${name}`);
      cpSync(
        join(location, "with-network/wheels"),
        join(location, `without-network-${name}/wheels`),
        {
          recursive: true,
        },
      );
      const offline = "unset PIP_FIND_LINKS\nexport npm_config_registry=http://127.0.0.1:9/\n";
      const [example = "", ...more] = documented(`sh offline-${name}`);
      expect(more).toEqual([]);
      expect(await install(`${offline}${example}${run}`)).toContain(clean);
    }
  });

  test("uses another Node.js", async () => {
    const [example = "", ...more] = documented("sh own-node");
    expect(more).toEqual([]);
    expect(example).toContain("INFERLINT_NODE=/usr/bin/node\n");
    const own = example.replace("/usr/bin/node", process.execPath);
    const listed = await (await machine("own-node"))(`${own}pip list\n`);
    expect(listed).toContain(clean);
    expect(listed).not.toContain("nodejs");
  });

  test("names the requirement of pip in the file of a conda environment", () => {
    const [environment] = documented("yaml conda").map((text) => parse(text) as unknown);
    expect(environment).toEqual({
      name: "serving",
      channels: ["conda-forge"],
      dependencies: ["python=3.12", "pip", { pip: [`inferlint==${manifest.version}`] }],
    });
  });

  test("names this repository, its version and a hook of it", () => {
    const ids = (parse(read(".pre-commit-hooks.yaml")) as { id: string }[]).map(({ id }) => id);
    const [{ repos } = { repos: [] }, ...more] = documented("yaml hooks").map(
      (text) => parse(text) as { repos: { repo: string; rev: string; hooks: { id: string }[] }[] },
    );
    expect(more).toEqual([]);
    expect(repos).toEqual([
      { repo: manifest.homepage, rev: `v${manifest.version}`, hooks: [{ id: "inferlint-python" }] },
    ]);
    const table = [...read("docs/install.md").matchAll(/^\| `([\w-]+)` /gm)].map(([, id]) => id);
    expect(table).toEqual(ids);
  });
});
