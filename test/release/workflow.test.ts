import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { releaseJobs, runJob } from "../support/release-workflow.ts";
import { projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// The jobs of .github/workflows/release.yml that publish. release.test.ts runs the one that builds.

describe("the workflow of a release", () => {
  test("gives each job only what it needs, and no job that publishes runs code of the project", () => {
    expect(
      Object.fromEntries(
        Object.entries(releaseJobs).map(([name, { permissions }]) => [name, permissions]),
      ),
    ).toEqual({
      build: { contents: "read" },
      attest: { "id-token": "write", attestations: "write" },
      npm: { "id-token": "write" },
      pypi: { "id-token": "write" },
      github: { contents: "write" },
    });
    for (const [name, { steps }] of Object.entries(releaseJobs)) {
      const checksOut = steps.some(({ uses }) => uses?.startsWith("actions/checkout@"));
      expect(checksOut, name).toBe(name === "build");
    }
  });

  test("publishes only what is built and attested, and makes the release last", () => {
    const needs = Object.entries(releaseJobs).map(([name, job]) => [name, job.needs]);
    expect(Object.fromEntries(needs)).toEqual({
      build: undefined,
      attest: "build",
      npm: "attest",
      pypi: "attest",
      github: ["npm", "pypi"],
    });
    const attested = releaseJobs["attest"]?.steps.find(({ uses }) => uses?.includes("/attest-"));
    expect(attested?.with).toEqual({ "subject-checksums": "release/SHA256SUMS" });
  });

  test("needs no secret: npm and PyPI trust the environments of the same names", () => {
    const text = readFileSync(join(projectRoot, ".github/workflows/release.yml"), "utf8");
    expect(text).not.toContain("secrets.");
    expect([releaseJobs["npm"]?.environment, releaseJobs["pypi"]?.environment]).toEqual([
      "npm",
      "pypi",
    ]);
  });
});

describe("the commands that publish", () => {
  const location = temporaryDirectory();
  const programs = join(location, "programs");
  const log = join(location, "log");
  const files = [
    "SHA256SUMS",
    "inferlint-1.2.3.tgz",
    "inferlint-1.2.3-py3-none-any.whl",
    "notes.md",
  ];
  const env = {
    GITHUB_REF_NAME: "v1.2.3",
    LOG: log,
    PATH: [programs, process.env["PATH"]].join(delimiter),
  };

  beforeAll(() => {
    mkdirSync(programs);
    mkdirSync(join(location, "release"));
    for (const name of files) writeFileSync(join(location, "release", name), name);
    // These stand for the programs that would publish, and record how they are called.
    for (const name of ["npm", "gh"]) {
      const path = join(programs, name);
      writeFileSync(path, `#!/bin/sh\nprintf '%s\\n' "${name}" "$@" > "$LOG"\n`);
      chmodSync(path, 0o755);
    }
  });
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  function calls(job: string): readonly string[] {
    for (const { name, ended } of runJob(job, { cwd: location, env }))
      expect(ended.status, `${name}: ${ended.stderr}`).toBe(0);
    return readFileSync(log, "utf8").trimEnd().split("\n");
  }

  test("give npm the package, with its provenance, and run no script", () => {
    expect(calls("npm")).toEqual([
      ...["npm", "publish", "--ignore-scripts", "--provenance", "--access", "public"],
      "./release/inferlint-1.2.3.tgz",
    ]);
  });

  test("make the release of the tag, with its text and all files but that", () => {
    expect(calls("github")).toEqual([
      ...["gh", "release", "create", "v1.2.3", "--verify-tag", "--title", "inferlint 1.2.3"],
      ...["--notes-file", "release/notes.md", "release/inferlint-1.2.3-py3-none-any.whl"],
      ...["release/inferlint-1.2.3.tgz", "release/SHA256SUMS"],
    ]);
  });

  test("give PyPI the wheel alone", () => {
    const [step] = runJob("pypi", { cwd: location, env });
    expect(step?.ended.status).toBe(0);
    const publish = releaseJobs["pypi"]?.steps.at(-1);
    expect(publish?.with).toEqual({ "packages-dir": "wheel" });
    expect(readFileSync(join(location, "wheel", files[2] ?? ""), "utf8")).toBe(files[2]);
  });
});
