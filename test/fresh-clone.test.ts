import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  git,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// A clone with Node and npm, and nothing installed.

const location = temporaryDirectory();
const clone = join(location, "clone");
const programs = join(location, "programs");
let firstStart: Ended;

beforeAll(() => {
  mkdirSync(join(location, "origin"));
  commitWorkingCopy(join(location, "origin"));
  git(location, "clone", "--quiet", join(location, "origin"), clone);
  mkdirSync(programs);
  // npm runs scripts with sh.
  for (const name of ["node", "npm", "sh"]) symlinkSync(whereIs(name), join(programs, name));
  firstStart = run("npm", ["start"], {
    cwd: clone,
    env: bareEnvironment({ PATH: programs, npm_config_cache: join(location, "cache") }),
  });
});
afterAll(() => {
  rmSync(location, { recursive: true });
});

function whereIs(program: string): string {
  if (program === "node") return process.execPath;
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${program} is not on PATH`);
  return realpathSync(found);
}

interface Report {
  readonly findings: readonly { ruleId: string; image?: string }[];
}

describe("npm start in a fresh clone", () => {
  test("exits with 0, and npm reports no error", () => {
    expect(firstStart.status).toBe(0);
    expect(`${firstStart.stdout}${firstStart.stderr}`).not.toMatch(/npm (ERR|error)|ELIFECYCLE/i);
  });

  test("prints findings and a summary", () => {
    expect(firstStart.stdout).toMatch(/\berror +eol-os\b/);
    expect(firstStart.stdout).toMatch(/^\d+ .*\berrors\b.* as of \d{4}-\d{2}-\d{2}\b/m);
  });

  test("installs nothing and changes no file", () => {
    expect(existsSync(join(clone, "node_modules"))).toBe(false);
    expect(git(clone, "status", "--porcelain")).toBe("");
  });

  test("npm start -- PATH checks PATH", () => {
    const args = ["--as-of", "2026-11-23", "fixtures/examples/reviews"];
    const { status, stdout } = run("npm", ["start", "--", ...args], {
      cwd: clone,
      env: bareEnvironment({ PATH: programs, npm_config_cache: join(location, "cache") }),
    });
    expect(stdout).toContain("No findings in 1 file");
    expect(status).toBe(0);
  });
});

interface Package {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

test("the lock file has every package that an installation needs, on any platform", () => {
  const { packages } = JSON.parse(readFileSync(join(clone, "package-lock.json"), "utf8")) as {
    packages: Record<string, Package>;
  };
  const missing = Object.entries(packages).flatMap(([location, manifest]) =>
    Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).filter(
      (name) =>
        !(`node_modules/${name}` in packages) && !(`${location}/node_modules/${name}` in packages),
    ),
  );
  expect(missing).toEqual([]);
});

describe("the examples", () => {
  const check = (...args: readonly string[]): Ended =>
    run(process.execPath, ["dist/cli.cjs", "--as-of", "2026-11-23", ...args], { cwd: clone });
  let findings: Report["findings"] = [];
  beforeAll(() => {
    const { stdout } = check("--format", "json", "fixtures/examples");
    ({ findings } = JSON.parse(stdout) as Report);
  });

  test("dist/cli.cjs exits with 1 for them", () => {
    expect(check("fixtures/examples").status).toBe(1);
  });

  test.each([
    ["minimal-ubuntu18.04-py37-cpu-inference", "minimal-py312-inference"],
    ["minimal-ubuntu18.04-py37-cuda11.0.3-gpu-inference", "minimal-py312-cuda12.4-inference"],
    ["minimal-ubuntu20.04-py38-cpu-inference", "minimal-py312-inference"],
    ["minimal-ubuntu20.04-py38-cuda11.6.2-gpu-inference", "minimal-py312-cuda12.4-inference"],
  ])(
    "%s, on the list of November 2022, is out of support, and %s replaces it",
    (image, successor) => {
      const ruleIds = ["eol-os", "eol-python", "unsupported-image"];
      const about = findings.filter(
        (finding) => finding.image?.includes(image) && ruleIds.includes(finding.ruleId),
      );
      expect(about.map(({ ruleId }) => ruleId).sort()).toEqual(ruleIds);
      for (const finding of about)
        expect(JSON.stringify(finding)).toContain(`/${successor}:latest`);
    },
  );

  test("show a root user, a stale tag, an unlisted image and a clean build", () => {
    const found = findings.map(({ ruleId }) => ruleId);
    expect(found).toEqual(expect.arrayContaining(["root-user", "stale-tag", "unlisted-image"]));
    expect(check("fixtures/examples/reviews").status).toBe(0);
  });
});
