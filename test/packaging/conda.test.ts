import { existsSync, mkdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { GateWorld } from "../support/gate-world.ts";
import { startGateWorld } from "../support/gate-world.ts";
import { isSkippedWithout } from "../support/real-programs.ts";
import {
  bareEnvironment,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// packaging/conda/recipe.yaml is rendered by rattler-build, and its script is run; no package of conda is built.

const path = join(projectRoot, "packaging/conda/recipe.yaml");
const text = readFileSync(path, "utf8");
const { version } = readManifest();

const python = join(projectRoot, "test/packaging/.venv/bin/python");
describe.skipIf(isSkippedWithout(python))("rattler-build", () => {
  const folder = temporaryDirectory();
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const render = (recipe: string): ReturnType<typeof run> =>
    run(python, ["-I", join(projectRoot, "test/packaging/render.py"), recipe], { cwd: folder });

  test("renders one package, for all platforms, of this version", () => {
    const { status, stdout, stderr } = render(path);
    expect(status, stderr).toBe(0);
    const home = "https://github.com/inferlint/inferlint";
    expect(JSON.parse(stdout)).toMatchObject([
      {
        package: { name: "inferlint", version },
        source: [{ url: `${home}/releases/download/v${version}/inferlint-${version}.tgz` }],
        build: { noarch: "generic" },
        requirements: { run: ["nodejs >=20.19"] },
        about: { homepage: home, license: "MIT" },
      },
    ]);
    for (const file of ["LICENSE", "dist/THIRD-PARTY-NOTICES"]) {
      expect(stdout).toContain(`"${file}"`);
      expect(existsSync(join(projectRoot, file)), file).toBe(true);
    }
    const engines = JSON.parse(readFileSync(join(projectRoot, "package.json"), "utf8")) as object;
    expect(engines).toMatchObject({ engines: { node: ">=20.19" } });
  });

  test("rejects a key that no recipe has", () => {
    const copy = join(folder, "recipe.yaml");
    run("bash", ["-c", `sed 's/noarch: generic/no_arch: generic/' '${path}' > '${copy}'`], {
      cwd: folder,
    });
    const { status, stderr } = render(copy);
    expect(status).not.toBe(0);
    expect(stderr).toContain("no_arch");
  });
});

describe("its script", () => {
  let world: GateWorld;
  let prefix = "";
  beforeAll(async () => {
    world = await startGateWorld();
    const source = join(world.folder, "source");
    prefix = join(world.folder, "prefix");
    for (const directory of [source, join(prefix, "bin")])
      mkdirSync(directory, { recursive: true });
    const tarball = join(world.folder, `inferlint-${version}.tgz`);
    run("tar", ["-xzf", tarball, "--strip-components=1"], { cwd: source });
    const { build } = parse(text) as { build: { script: string[] } };
    const lines = build.script.join("\n").replaceAll("${{ version }}", version);
    const env = bareEnvironment({
      ...{ PREFIX: prefix, HOME: world.home, npm_config_offline: "true" },
      npm_config_cache: join(world.folder, "cache"),
    });
    const { status, stdout, stderr } = run("bash", ["-euc", lines], { cwd: source, env });
    expect(status, stdout + stderr).toBe(0);
  });
  afterAll(() => world.stop());

  test("installs the program, which the test of the recipe runs", () => {
    const { tests } = parse(text) as { tests: [{ script: string[] }] };
    const env = bareEnvironment({ PATH: `${join(prefix, "bin")}:${process.env["PATH"] ?? ""}` });
    const { status, stdout } = run("bash", ["-euc", tests[0].script.join("\n")], {
      cwd: world.folder,
      env,
    });
    expect(status).toBe(0);
    expect(stdout).toContain(version);
    expect(readlinkSync(join(prefix, "bin/inferlint"))).toBe(
      "../lib/node_modules/inferlint/dist/cli.cjs",
    );
  });

  test("writes a file for Windows that starts Node.js by its place", () => {
    expect(readFileSync(join(prefix, "bin/inferlint.cmd"), "utf8")).toBe(
      '@"%~dp0..\\node.exe" "%~dp0..\\lib\\node_modules\\inferlint\\dist\\cli.cjs" %*\r\n',
    );
  });
});
