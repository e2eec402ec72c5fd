import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

const azureml = "mcr.microsoft.com/azureml";
const ended = `${azureml}/minimal-ubuntu20.04-py38-cpu-inference`;
const current = `${azureml}/minimal-py312-inference`;

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

test("an update rewrites the entries of findings that moved", () => {
  box.write("Dockerfile", `FROM ${ended}\nUSER root\n`);
  box.run(["--update-baseline"]);
  const before = box.read(".inferlint-baseline.json");
  box.write("Dockerfile", `FROM scratch AS files\nFROM ${ended} AS serve\nUSER root\n`);
  expect(box.run([])).toMatchObject({ status: 0, stderr: "" });
  expect(box.run(["--baseline-strict"])).toMatchObject({ status: 0, stderr: "" });
  const { status, stdout, stderr } = box.run(["--update-baseline"]);
  expect([status, stderr]).toEqual([
    0,
    "inferlint: .inferlint-baseline.json: 0 added, 0 removed, 4 adapted, 4 in total\n",
  ]);
  expect(stdout).toMatch(/^No findings .*, 4 in the baseline/);
  const after = box.read(".inferlint-baseline.json");
  expect(after).not.toBe(before);
  expect(after.match(/stage serve/g)).toHaveLength(4);
  expect(box.run(["--update-baseline"]).stderr).toContain("0 added, 0 removed, 4 in total");
});

describe("--baseline-strict", () => {
  test("fails with a line for each entry without a finding", () => {
    box.write("a/Dockerfile", `FROM ${ended} AS a\n`);
    box.write("b/Dockerfile", `FROM ${ended} AS b\n`);
    box.run(["--update-baseline"]);
    expect(box.run(["--baseline-strict"])).toMatchObject({ status: 0, stderr: "" });
    box.write("a/Dockerfile", `FROM ${current} AS a\n`);
    const { status, stderr, stdout } = box.run(["--baseline-strict"]);
    expect(status).toBe(1);
    expect(stdout).toMatch(/^No findings /);
    expect(stderr.split("\n").filter((line) => line !== "")).toEqual(
      ["eol-os", "eol-python", "unsupported-image"].map(
        (rule, index) =>
          `inferlint: error: .inferlint-baseline.json:${index + 4}:1: This baseline entry is resolved, since a/Dockerfile has no finding of ${rule} for it (${ended}, stage a); remove it with --update-baseline.`,
      ),
    );
    expect(box.run(["--baseline-strict", "--quiet"]).stderr).toContain("is resolved");
    expect(box.run(["--baseline-strict", "--exit-zero"]).status).toBe(0);
    expect(box.run(["--baseline-strict", "b"])).toMatchObject({ status: 0, stderr: "" });
    expect(box.run(["--baseline-strict", "--only", "root-user"]).status).toBe(0);
    expect(box.run(["--baseline-strict", "--update-baseline"]).status).toBe(0);
    expect(box.run(["--baseline-strict"])).toMatchObject({ status: 0, stderr: "" });
  });

  test("says nothing where the rule could not decide", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    box.run(["--update-baseline"]);
    box.write("Dockerfile", "ARG BASE\nFROM $BASE\n");
    expect(box.run(["--baseline-strict"]).stderr).toBe("");
  });

  test("fails if all that the baseline accepted is gone from the file", () => {
    box.write("Dockerfile", `FROM ${ended}\n`);
    box.run(["--update-baseline"]);
    box.write("Dockerfile", "FROM scratch\n");
    expect(box.run(["--baseline-strict"]).status).toBe(1);
  });

  test.each([
    [["--no-baseline"], "--baseline-strict and --no-baseline exclude each other"],
    [["--no-config"], "with --no-config no baseline is read: name the one with --baseline FILE"],
  ])("is not valid with %s", (options, why) => {
    const { status, stderr } = box.run(["--baseline-strict", ...options]);
    expect([status, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});

describe("under a policy, a baseline of the repository", () => {
  const noEffect = (path: string): string =>
    `inferlint: warning: ${path}:1:1: This baseline has no effect: under a policy, a baseline of the repository counts only at the root of the run and if the policy names it.\n`;

  /** `repo` is the repository, with a baseline of all of its findings. */
  function repository(path = ".inferlint-baseline.json"): void {
    box.write("owner/policy.yaml", "");
    box.write("repo/.git/HEAD", "");
    box.write("repo/Dockerfile", `FROM ${ended}\n`);
    box.runIn("repo", ["--update-baseline", "--baseline", path]);
  }

  function run(policy: string, ...options: readonly string[]) {
    box.write("owner/policy.yaml", policy);
    return box.runIn("repo", ["--policy", "../owner/policy.yaml", ...options]);
  }

  test("accepts nothing if the policy does not name it, whatever allowLocal says", () => {
    repository();
    const { status, stderr } = run("failOn: error\n");
    expect([status, stderr]).toEqual([1, noEffect(".inferlint-baseline.json")]);
    const all = "allowLocal: [eol-os, eol-python, unsupported-image]\n";
    expect(run(all).stderr).toBe(noEffect(".inferlint-baseline.json"));
    expect(run(all).status).toBe(1);
  });

  test("accepts nothing if only the repository's configuration names it", () => {
    repository("accepted.json");
    box.write("repo/.inferlint.yaml", "baseline: accepted.json\n");
    expect(run("failOn: error\n")).toMatchObject({ status: 1, stderr: noEffect("accepted.json") });
  });

  test("accepts nothing in a folder, though the policy names it", () => {
    box.write("repo/ci/x", "");
    repository("ci/accepted.json");
    expect(run("baseline: ci/accepted.json\n")).toMatchObject({
      status: 1,
      stderr: noEffect("ci/accepted.json"),
    });
  });

  test("accepts nothing in a repository inside", () => {
    repository();
    box.write("repo/inner/.git/HEAD", "");
    box.write("repo/inner/Dockerfile", `FROM ${ended}\n`);
    box.runIn("repo/inner", ["--update-baseline"]);
    const { status, stderr } = run("failOn: error\n", "inner/Dockerfile");
    expect([status, stderr]).toEqual([1, noEffect("inner/.inferlint-baseline.json")]);
  });

  test("accepts findings at the root if the policy names it, and a note says that a change can grow it", () => {
    repository();
    const { status, stderr } = run("baseline: .inferlint-baseline.json\n");
    expect([status, stderr]).toEqual([
      0,
      "inferlint: note: .inferlint-baseline.json: The policy lets this baseline accept findings, and a change of the repository can add entries to it; --against reports what a change brings.\n",
    ]);
  });

  test("may be missing though the policy names it", () => {
    repository("../owner/accepted.json");
    expect(run("baseline: .inferlint-baseline.json\n")).toMatchObject({ status: 1, stderr: "" });
  });

  test("is not one that --baseline names outside of it, which accepts findings of all rules", () => {
    repository("../owner/accepted.json");
    expect(run("failOn: error\n", "--baseline", "../owner/accepted.json")).toMatchObject({
      status: 0,
      stderr: "",
    });
  });

  test("is updated as without a policy, and still accepts nothing", () => {
    repository();
    box.write("repo/Dockerfile", `FROM ${current}:20250101.v1\n`);
    const { status, stderr } = run("failOn: error\n", "--update-baseline", "--baseline-add");
    expect(status).toBe(1);
    expect(stderr).toContain("1 added, 3 removed, 1 in total");
  });
});
