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

// What a newcomer has: a clone, Node and npm, and nothing installed.

const location = temporaryDirectory();
const clone = join(location, "clone");
const programs = join(location, "programs");
let started: Ended;

beforeAll(() => {
  mkdirSync(join(location, "origin"));
  commitWorkingCopy(join(location, "origin"));
  git(location, "clone", "--quiet", join(location, "origin"), clone);
  mkdirSync(programs);
  // npm runs a script through sh.
  for (const name of ["node", "npm", "sh"]) symlinkSync(whereIs(name), join(programs, name));
  started = run("npm", ["start"], {
    cwd: clone,
    env: bareEnvironment({ PATH: programs, npm_config_cache: join(location, "cache") }),
  });
}, 60_000);
afterAll(() => {
  rmSync(location, { recursive: true });
});

function whereIs(program: string): string {
  if (program === "node") return process.execPath;
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((directory) => join(directory, program))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error(`there is no ${program} on PATH`);
  return realpathSync(found);
}

interface Report {
  readonly findings: readonly { ruleId: string; image?: string; message: string }[];
}

describe("npm start in a fresh clone", () => {
  test("ends well and without a word from npm about an error", () => {
    expect(started.status).toBe(0);
    expect(`${started.stdout}${started.stderr}`).not.toMatch(/npm (ERR|error)|ELIFECYCLE/i);
  });

  test("prints findings and a summary", () => {
    expect(started.stdout).toContain("error eol-os: ");
    expect(started.stdout).toMatch(/^\d+ errors, .* as of \d{4}-\d{2}-\d{2}\.$/m);
  });

  test("installs nothing and leaves the clone as it was", () => {
    expect(existsSync(join(clone, "node_modules"))).toBe(false);
    expect(git(clone, "status", "--porcelain")).toBe("");
  });

  test("npm start -- PATH judges PATH", () => {
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

test("the lock file has what npm ci asks for, whatever the platform", () => {
  const { packages } = JSON.parse(readFileSync(join(clone, "package-lock.json"), "utf8")) as {
    packages: Record<string, Package>;
  };
  const missing = Object.entries(packages).flatMap(([location, needs]) =>
    Object.keys({ ...needs.dependencies, ...needs.optionalDependencies }).filter(
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

  test("the bundle itself ends with 1 on them", () => {
    expect(check("fixtures/examples").status).toBe(1);
  });

  test.each([
    ["minimal-ubuntu18.04-py37-cpu-inference", "minimal-py312-inference"],
    ["minimal-ubuntu18.04-py37-cuda11.0.3-gpu-inference", "minimal-py312-cuda12.4-inference"],
    ["minimal-ubuntu20.04-py38-cpu-inference", "minimal-py312-inference"],
    ["minimal-ubuntu20.04-py38-cuda11.6.2-gpu-inference", "minimal-py312-cuda12.4-inference"],
  ])("%s of the list of November 2022 is at its end, and %s follows", (image, successor) => {
    const ends = ["eol-os", "eol-python", "unsupported-image"];
    const about = findings.filter(
      (finding) => finding.image?.includes(image) && ends.includes(finding.ruleId),
    );
    expect(about.map(({ ruleId }) => ruleId).sort()).toEqual(ends);
    for (const { message } of about) expect(message).toContain(`/${successor}:latest`);
  });

  test("show a root ending, a stale tag, another image's files and a clean build", () => {
    const found = findings.map(({ ruleId }) => ruleId);
    expect(found).toEqual(expect.arrayContaining(["root-user", "stale-tag", "unlisted-image"]));
    expect(check("fixtures/examples/reviews").status).toBe(0);
  });
});
