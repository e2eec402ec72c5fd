import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createProject, type Project } from "./project.ts";
import { smallInputs } from "./small-inputs.ts";

const files = ["images", "tags", "digests", "release-cycles", "wheels", "environments"];

describe("npm run facts", () => {
  let project: Project;
  beforeEach(() => {
    project = createProject();
    project.write(smallInputs());
  });
  afterEach(() => {
    rmSync(project.directory, { recursive: true });
  });

  const path = (name: string): string => join(project.directory, name);
  const data = (): string =>
    files.map((name) => readFileSync(path(`data/${name}.json`), "utf8")).join("");
  const edit = (name: string, from: string, to: string): void => {
    const text = readFileSync(path(name), "utf8");
    expect(text).toContain(from);
    writeFileSync(path(name), text.replace(from, to));
  };

  test("build writes the data, and the second time the same bytes and no difference", () => {
    const first = project.facts("build", "--write-difference", path("first.md"));
    expect([first.status, first.stdout]).toEqual([0, "There was no data before.\n"]);
    const before = data();
    const second = project.facts("build", "--write-difference", path("second.md"));
    expect(second).toEqual({ status: 0, stdout: "no difference\n", stderr: "" });
    expect(data()).toBe(before);
    expect(readFileSync(path("second.md"), "utf8")).toBe("");
    expect(project.facts("--check")).toMatchObject({ status: 0, stderr: "" });
  });

  test("build stops with exit code 1 and writes nothing, until the printed lines are in decided.yaml", () => {
    project.facts("build");
    const before = data();
    edit("inputs/collected/distro-info-data.json", "2027-06-01", "2027-05-31");
    const stopped = project.facts("build", "--write-difference", path("difference.md"));
    expect([stopped.status, stopped.stdout]).toEqual([1, ""]);
    expect(stopped.stderr).toContain(
      "ubuntu 22.04 endOfLife moved back from 2027-06-01 to 2027-05-31",
    );
    expect([data(), existsSync(path("difference.md"))]).toEqual([before, false]);

    const lines = stopped.stderr.slice(stopped.stderr.indexOf("  - change: "));
    edit("inputs/decided.yaml", "accept: []", `accept:\n${lines}`);
    const accepted = project.facts("build", "--write-difference", path("difference.md"));
    expect([accepted.status, accepted.stderr]).toEqual([0, "release-cycles.json: written\n"]);
    expect(readFileSync(path("difference.md"), "utf8")).toBe(accepted.stdout);
    expect(accepted.stdout).toContain(
      "- ubuntu 22.04: standard support ends 2027-05-31 (before: 2027-06-01)\n",
    );
    expect(project.facts("--check").status).toBe(0);
  });

  test.each([
    [
      "images",
      '"os":"ubuntu22.04"',
      '"os":"ubuntu24.04"',
      /images\.json:\d+: azureml\/curated\/minimal-py311-inference: versions is .*ubuntu24\.04.*, the inputs give .*ubuntu22\.04/,
    ],
    [
      "images",
      '"user":"root"',
      '"user":"nobody"',
      /images\.json:\d+: azureml\/openmpi5\.0-ubuntu24\.04: user is nobody, the inputs give root/,
    ],
    [
      "images",
      '"azureml/minimal-py310-inference": {',
      '"azureml/minimal-py399-inference": {',
      /py399-inference: nothing in the inputs gives it[^]*py310-inference: missing, the inputs give it/,
    ],
    [
      "tags",
      "2026-02-01",
      "2026-02-02",
      /tags\.json:\d+: .*2=2026-02-02@.*the inputs give.*2=2026-02-01@/,
    ],
    [
      "release-cycles",
      '"endOfLife":"2027-06-01"',
      '"endOfLife":"2027-06-02"',
      /cycles\.json:\d+: ubuntu 22\.04: endOfLife is 2027-06-02, the inputs give 2027-06-01/,
    ],
    [
      "wheels",
      '"asOf":"2026-02-25"',
      '"asOf":"2026-02-26"',
      /wheels\.json:2: asOf: 2026-02-26|wheels\.json:\d+: asOf/,
    ],
    [
      "digests",
      '"repositories"',
      ' "repositories"',
      /digests\.json: not written as build writes it/,
    ],
    [
      "digests",
      '"repositories"',
      "repositories",
      /digests\.json: no JSON; npm run facts -- build writes it/,
    ],
  ])("--check finds what was changed by hand in %s.json: %s", (name, from, to, problem) => {
    project.facts("build");
    edit(`data/${name}.json`, from, to);
    const { status, stdout, stderr } = project.facts("--check");
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(problem);
  });

  test("--check finds a missing file, and inputs that say something else than the data", () => {
    project.facts("build");
    rmSync(path("data/wheels.json"));
    edit("inputs/decided.yaml", "user: dockeruser", "user: someone");
    const { status, stderr } = project.facts("--check");
    expect(status).toBe(1);
    expect(stderr).toContain("wheels.json is missing; npm run facts -- build writes it");
    expect(stderr).toMatch(/images\.json:\d+: .*: user is dockeruser, the inputs give someone/);
  });

  test("--check stops at a sentence that no longer matches", () => {
    project.facts("build");
    edit("inputs/collected/azure-ai-docs.json", "Use the", "Avoid the");
    expect(project.facts("--check")).toMatchObject({ status: 1 });
  });

  test("data that would break a law is not written", () => {
    edit("inputs/decided.yaml", "basis: documented", "basis: inferred");
    edit(
      "inputs/decided.yaml",
      "azureml/minimal-py312-inference\n    basis",
      "azureml/minimal-py310-inference\n    basis",
    );
    const { status, stderr } = project.facts("build");
    expect(status).toBe(1);
    expect(stderr).toContain(
      "images.json: azureml/minimal-ubuntu18.04-py37-cpu-inference: the successor is not evidenced to exist",
    );
    expect(existsSync(path("data/images.json"))).toBe(false);
  });

  test.each([
    [
      "inputs/decided.yaml",
      "basis: documented",
      "basis: guessed",
      /decided\.yaml: successors: 0: basis: /,
    ],
    [
      "inputs/decided.yaml",
      "asOf: 2022-07-14",
      "asOf: 2022-7-14",
      /decided\.yaml: .*asOf: no day, write YYYY-MM-DD/,
    ],
    ["inputs/decided.yaml", "images:", "image:", /decided\.yaml: images: .*[^]*image/],
    ["inputs/decided.yaml", "conda:", "conda: [", /decided\.yaml cannot be read: /],
    [
      "inputs/collected/pypi.json",
      '"asOf":"2026-02-25"',
      '"asOf":"soon"',
      /pypi\.json: source: asOf: no day/,
    ],
    ["inputs/collected/azureml-assets.json", "{", "", /azureml-assets\.json cannot be read: /],
  ])("an error in %s names the key: %s → %s", (name, from, to, problem) => {
    edit(name, from, to);
    const { status, stderr } = project.facts("build");
    expect(status).toBe(2);
    expect(stderr).toMatch(problem);
  });

  test("a missing file is named, with what writes it", () => {
    rmSync(path("inputs/collected/azure-ai-docs.json"));
    const { status, stderr } = project.facts("build");
    expect(status).toBe(2);
    expect(stderr).toMatch(
      /azure-ai-docs\.json is missing: `npm run facts -- collect --from DIR` writes it/,
    );
  });

  test.each([
    [[], "no command"],
    [["built"], "unknown: built"],
    [["build", "DIR"], "unknown: build DIR"],
    [["build", "--wrong"], "--wrong"],
  ])("%j is no command: exit code 2 and how to call it", (args, problem) => {
    const { status, stdout, stderr } = project.facts(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(problem);
    expect(stderr).toContain("usage: npm run facts -- collect --from DIR [--online]");
  });

  test("--help says how to call it", () => {
    const { status, stdout } = project.facts("--help");
    expect([status, stdout]).toEqual([0, expect.stringMatching(/^usage: npm run facts/)]);
  });
});
