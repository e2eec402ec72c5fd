import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sectionOf } from "../../scripts/release/changelog.mjs";
import { versionedFiles, versionsIn } from "../../scripts/release/versions.mjs";
import { isSkippedWithout } from "../support/real-programs.ts";
import { cloneInstalled, createReleaseOrigin, release } from "../support/release-clone.ts";
import {
  bareEnvironment,
  git,
  projectRoot,
  readManifest,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";
import { bomProblems, isBomValidatorMissing } from "../support/bom-validator.ts";
import { runJob } from "../support/release-workflow.ts";

// `npm run release -- X.Y.Z` and the commands of .github/workflows/release.yml, in clones of the project.

const location = temporaryDirectory();
const origin = join(location, "origin");
const [first, second, next] = ["first", "other/second", "next"].map((name) =>
  join(location, name),
) as [string, string, string];
const { version } = readManifest();
const [major = 0, minor = 0] = version.split(".").map(Number);
const newer = `${major}.${minor + 1}.0`;

/** The files of a release by name. */
function filesOf(clone: string): ReadonlyMap<string, Buffer> {
  const directory = join(clone, "release");
  return new Map(
    readdirSync(directory)
      .sort()
      .map((name) => [name, readFileSync(join(directory, name))]),
  );
}
const read = (clone: string, path: string): string => readFileSync(join(clone, path), "utf8");
const expectClean = (clone: string): void => {
  expect(git(clone, "status", "--porcelain")).toBe("");
};

// What builds the wheel: `.ci/run` installs it, and so does the first `npm run release`.
const isSkipped =
  isSkippedWithout(join(projectRoot, "packaging/pypi/.venv/requirements.txt")) ||
  isBomValidatorMissing;

describe.skipIf(isSkipped)("npm run release", () => {
  beforeAll(() => {
    mkdirSync(origin);
    createReleaseOrigin(origin);
    git(origin, "tag", `v${version}`);
    mkdirSync(join(location, "other"));
    for (const clone of [first, second, next]) cloneInstalled(origin, clone);
  });
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  test("of the version that the tree has makes all files and changes nothing: by the workflow, up to publishing", () => {
    const temporary = join(location, "runner");
    mkdirSync(temporary);
    for (const { name, ended } of runJob("build", {
      cwd: first,
      env: { GITHUB_REF_NAME: `v${version}`, RUNNER_TEMP: temporary },
      // The packages are there: the tests have installed them.
      without: ["Install"],
    }))
      expect(ended.status, `${name}: ${ended.stdout}${ended.stderr}`).toBe(0);
    expectClean(first);
    expect([...filesOf(first).keys()]).toEqual([
      "SHA256SUMS",
      `inferlint-${version}-py3-none-any.whl`,
      `inferlint-${version}.cdx.json`,
      `inferlint-${version}.tgz`,
      `inferlint-facts-${version}.json`,
      "notes.md",
    ]);
  });

  test("makes the same bytes in another clone, with other settings and ignored files beside the source", () => {
    writeFileSync(join(second, "schema/debug.log"), "not part of a release\n");
    writeFileSync(join(second, "packaging/pypi/inferlint/debug.log"), "not part of a release\n");
    const call = `umask 077; npm run --silent release -- ${version}`;
    const { status, stdout, stderr } = run("bash", ["-c", call], {
      cwd: second,
      env: bareEnvironment({ TZ: "Asia/Tokyo", LC_ALL: "C" }),
    });
    expect(status, stdout + stderr).toBe(0);
    expectClean(second);
    expect(filesOf(second)).toEqual(filesOf(first));
  });

  test("lists the files of both packages that users need", () => {
    const archive = join(first, `release/inferlint-${version}`);
    const { stdout: npm } = run("tar", ["-tzf", `${archive}.tgz`], { cwd: location });
    const names = npm.split("\n").filter((name) => !/^package\/dist\/.*\.cjs$/.test(name));
    expect(names.sort()).toEqual(
      [
        "",
        ".pre-commit-hooks.yaml",
        "LICENSE",
        "README.md",
        "dist/THIRD-PARTY-NOTICES",
        "dist/index.d.cts",
        "dist/package.json",
        "package.json",
        ...readdirSync(join(projectRoot, "schema")).map((name) => `schema/${name}`),
      ]
        .map((name) => (name === "" ? "" : `package/${name}`))
        .sort(),
    );
    const list = "import sys, zipfile; print(*zipfile.ZipFile(sys.argv[1]).namelist(), sep='\\n')";
    const wheel = `${archive}-py3-none-any.whl`;
    const { stdout: python } = run("python3", ["-c", list, wheel], { cwd: location });
    expect(python.split("\n")).toEqual(
      expect.arrayContaining(["inferlint/launcher.py", "inferlint/dist/cli.cjs"]),
    );
    expect(python).not.toContain("debug.log");
  });

  test("describes what is bundled in a valid bill of materials: the packages of THIRD-PARTY-NOTICES", () => {
    const text = read(first, `release/inferlint-${version}.cdx.json`);
    expect(bomProblems(text)).toBeNull();
    expect(bomProblems(text.replace('"MIT"', '"MTI"'))).toContain("id");
    interface Component {
      readonly name: string;
      readonly version?: string;
      readonly purl?: string;
      readonly hashes?: readonly unknown[];
      readonly components?: readonly Component[];
    }
    const { components } = JSON.parse(text) as { components: readonly Component[] };
    const described = components.flatMap(({ name, version: own = "", components: inner = [] }) => [
      `${name} ${own}`,
      ...inner.map((one) => `${one.name}, in ${name} ${own}`),
    ]);
    const notices = read(first, "dist/THIRD-PARTY-NOTICES");
    const headings = [...notices.matchAll(/^-{80}\n(.*) \(.*\)\n(?:http.*\n)?-{80}$/gm)];
    expect(described).toEqual(headings.map(([, heading]) => heading));
    expect(described.length).toBeGreaterThan(20);
    for (const { purl, hashes } of components) {
      expect(purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d/);
      expect(hashes).toHaveLength(1);
    }
  });

  test("has facts that --facts takes, with the digest of SHA256SUMS", () => {
    const file = `inferlint-facts-${version}.json`;
    const sums = read(first, "release/SHA256SUMS").split("\n");
    const digest = sums.find((line) => line.endsWith(`  ${file}`))?.split(" ")[0];
    const options = ["--facts", `release/${file}`, "--format", "json"];
    const args = ["dist/cli.cjs", ...options, "fixtures/examples"];
    const { stdout, stderr } = run(process.execPath, args, { cwd: first });
    expect(stderr).not.toContain("older");
    expect(JSON.parse(stdout)).toMatchObject({ facts: { digest } });
  });

  test("has the section of CHANGELOG.md as the text of the release", () => {
    const section = sectionOf(read(first, "CHANGELOG.md"), version);
    expect(section?.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(read(first, "release/notes.md")).toBe(`${section?.body ?? ""}\n`);
  });

  describe("of a newer version", () => {
    const facts = join(location, "difference.md");

    test("is rejected as long as CHANGELOG.md says nothing about it", () => {
      const { status, stderr } = release(next, [newer]);
      expect(stderr).toMatch(`CHANGELOG.md has no section for ${newer}: add "## [${newer}] - Unr`);
      expect(status).toBe(1);
      expectClean(next);
    });

    test("sets it everywhere, with the date and what has changed in the facts", () => {
      writeFileSync(facts, "## Images\n\n- `azureml/a` is listed\n");
      const options = ["--date", "2027-01-15", "--facts-notes", facts];
      const { status, stdout, stderr } = release(next, [newer, ...options]);
      expect(status, stderr).toBe(0);
      expect(stdout).toContain(`commit them, and tag the commit v${newer}`);
      expect(read(next, "CHANGELOG.md")).toContain(
        `## [${newer}] - 2027-01-15\n\n### Facts\n\n#### Images\n\n- \`azureml/a\` is listed\n\n## [${version}] - `,
      );
      const changed = git(next, "diff", "--name-only").split("\n");
      expect(changed).toEqual(
        expect.arrayContaining(["package.json", "package-lock.json", "dist/cli.cjs", "README.md"]),
      );
      for (const path of versionedFiles(git(next, "ls-files").split("\n")))
        for (const named of versionsIn(read(next, path))) expect(named.version, path).toBe(newer);
      const cli = run(process.execPath, ["dist/cli.cjs", "--version"], { cwd: next });
      expect(cli.stdout.split("\n")[0]).toBe(`inferlint ${newer}`);
      const prettier = join(projectRoot, "node_modules/prettier/bin/prettier.cjs");
      const documents = changed.filter((path) => /\.(?:md|json|ya?ml)$/.test(path));
      const checked = run(process.execPath, [prettier, "--check", ...documents], { cwd: next });
      expect(checked.status, checked.stderr).toBe(0);
    });

    test("has the bytes that the commit of these changes gives", () => {
      const before = filesOf(next);
      git(next, "commit", "--quiet", "--all", "--message=Release");
      git(next, "tag", `v${newer}`);
      const { status, stderr } = release(next, [newer]);
      expect(status, stderr).toBe(0);
      expectClean(next);
      expect(filesOf(next)).toEqual(before);
    });
  });
});
