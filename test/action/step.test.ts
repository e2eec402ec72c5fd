import { mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Log } from "sarif";
import type { Step, StepResult } from "../support/actions-runner.ts";
import { startRunner } from "../support/actions-runner.ts";
import { runCli } from "../support/run-cli.ts";
import { validateWithJsonschema, multitoolSkipped } from "../support/sarif-validators.ts";
import { git, temporaryDirectory } from "../support/working-copy.ts";

// The entry of the action, run as the runner of GitHub Actions runs it.

const bad = "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n";
const good = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n";

const runner = startRunner();
const outside = temporaryDirectory();
const { workspace } = runner;
afterAll(() => {
  runner.remove();
  rmSync(outside, { recursive: true });
});

/** @param path from the workspace */
function write(path: string, text: string): string {
  const file = join(workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function commit(): void {
  git(workspace, "add", "--all");
  git(workspace, "commit", "--quiet", "--message=Change");
}

beforeEach(() => {
  for (const name of readdirSync(workspace)) rmSync(join(workspace, name), { recursive: true });
  git(workspace, "init", "--quiet", "--initial-branch=main");
});

function sarifOf({ outputs }: StepResult): Log {
  return JSON.parse(readFileSync(outputs["sarif-file"] ?? "", "utf8")) as Log;
}

const messages = ({ annotations }: StepResult, level: string): readonly string[] =>
  annotations.filter(({ name }) => name === level).map(({ data }) => data);

describe("a step", () => {
  test("fails with findings, and says them beside the lines, in the summary and as outputs", async () => {
    write("score/Dockerfile", bad);
    const result = await runner.run();
    expect(result).toMatchObject({
      ...{ status: 1, commands: [] },
      outputs: { "exit-code": "1", errors: "3", warnings: "0", notes: "0" },
    });
    expect(result.annotations).toHaveLength(1);
    expect(result.annotations[0]).toMatchObject({
      name: "error",
      properties: { file: "score/Dockerfile", line: "1", col: "6", endColumn: "77" },
    });
    expect(messages(result, "error")[0]).toMatch(
      /^eol-os: .*\neol-python: .*\nunsupported-image: /,
    );
    expect(result.summary).toMatch(/^## inferlint\n\n3 problems \(3 errors\) in 1 file/);
    for (const heading of ["By rule", "What to do", "Findings"])
      expect(result.summary).toContain(`\n### ${heading}\n`);
    expect(result.summary).toContain("[eol-os]");
    expect(readdirSync(runner.temporary)).toEqual([]);
  });

  test("passes without findings, and says what was checked", async () => {
    write("Dockerfile", good);
    const result = await runner.run();
    expect(result).toMatchObject({
      ...{ status: 0, annotations: [], commands: [] },
      outputs: { "exit-code": "0", errors: "0", warnings: "0", notes: "0" },
    });
    expect(result.summary).toContain(
      "No findings in 1 file (1 checked, 1 azureml inference image)",
    );
    expect(result.log).toContain("No findings in 1 file");
  });

  test("has a warning if there is no file to check", async () => {
    const result = await runner.run();
    expect(result.status).toBe(0);
    expect(messages(result, "warning")).toEqual(["no file to check found"]);
  });

  test("checks the paths that are named, in the directory that is named", async () => {
    write("repository/a/Dockerfile", bad);
    write("repository/b/Dockerfile", good);
    write("repository/c/Dockerfile", bad);
    const paths = "b\n a/Dockerfile \n";
    const result = await runner.run({ with: { paths, "working-directory": "repository" } });
    expect(result.outputs["errors"]).toBe("3");
    expect(result.summary).toContain("in 1 of 2 files");
    expect((await runner.run({ with: { paths: "*/b\nrepository/b" } })).status).toBe(0);
  });

  test("rejects a directory outside of the workspace, also behind a link, and checks one by a link inside", async () => {
    write("repository/Dockerfile", bad);
    symlinkSync(outside, join(workspace, "out"));
    symlinkSync("repository", join(workspace, "in"));
    for (const directory of ["..", "repository/../..", outside, "out"]) {
      const result = await runner.run({ with: { "working-directory": directory } });
      expect(result).toMatchObject({ status: 2, outputs: { "exit-code": "2" } });
      expect(messages(result, "error").join()).toContain(
        `the input working-directory names ${directory}, which is outside of the workspace`,
      );
    }
    for (const directory of ["in", join(workspace, "repository"), "in/../repository/."])
      expect((await runner.run({ with: { "working-directory": directory } })).outputs).toEqual({
        ...{ "exit-code": "1", errors: "3", warnings: "0", notes: "0" },
      });
  });

  test("names files from the root of the repository, for annotations and SARIF", async () => {
    git(workspace, "init", "--quiet", "repository");
    write("repository/services/a/Dockerfile", bad);
    const directory = "repository/services";
    const result = await runner.run({
      with: { "working-directory": directory, "sarif-file": "x.sarif" },
    });
    expect(result.annotations[0]?.properties["file"]).toBe("services/a/Dockerfile");
    expect(result.outputs["sarif-file"]).toBe(join(workspace, directory, "x.sarif"));
    expect(sarifOf(result).runs[0]?.results?.[0]?.locations?.[0]).toMatchObject({
      physicalLocation: { artifactLocation: { uri: "services/a/Dockerfile" } },
    });
  });

  test.each([
    ["text", /^Dockerfile\n {2}1:6 FROM /],
    ["concise", /^Dockerfile:1:6: error eol-os: /],
    ["json", /^\{\n {2}"schema": "inferlint.report\/1",\n/],
  ])("with the format %s has no annotations of findings, and the summary", async (format, log) => {
    write("Dockerfile", bad);
    const result = await runner.run({ with: { format } });
    expect(result).toMatchObject({ status: 1, annotations: [], outputs: { errors: "3" } });
    expect(result.log).toMatch(log);
    expect(result.summary).toContain("3 problems");
  });

  test("has ten annotations of a level, and counts the rest", async () => {
    for (let index = 0; index < 25; index++) write(`d${index}/Dockerfile`, bad);
    const result = await runner.run();
    expect(messages(result, "error")).toHaveLength(10);
    expect(result.outputs["errors"]).toBe("75");
    expect(result.log).toMatch(/^GitHub shows at most 10 annotations of each level.*: 15 errors$/m);
    expect(result.log.match(/^::error /gm)).toHaveLength(10);
  });

  test("fails from the level on that is set", async () => {
    write("Dockerfile", bad);
    expect((await runner.run({ with: { "fail-on": "never" } })).status).toBe(0);
    write("Dockerfile", "FROM mcr.microsoft.com/azureml/some-new-inference:1\n");
    const result = await runner.run({ with: { "fail-on": "warning" } });
    expect(result).toMatchObject({ status: 1, outputs: { errors: "0", warnings: "1" } });
    expect((await runner.run()).status).toBe(0);
  });

  test("uses the configuration, the facts and the baseline that are named", async () => {
    write("Dockerfile", bad);
    write("other.yaml", "rules: { eol-os: off, eol-python: off, unsupported-image: off }\n");
    expect((await runner.run({ with: { config: "other.yaml" } })).status).toBe(0);
    write("own.json", "{}");
    const facts = await runner.run({ with: { facts: "own.json" } });
    expect(facts.status).toBe(2);
    expect(messages(facts, "error").join()).toContain("own.json");
    const missing = await runner.run({ with: { baseline: "none.json" } });
    expect(missing.status).toBe(2);
    expect(messages(missing, "error").join()).toContain("none.json");
  });

  test("has the faults of a configuration at their lines, from the root of the repository", async () => {
    write("sub/Dockerfile", good);
    write("sub/.inferlint.yaml", "failOn: error\nrules: { stale-tagg: error }\n");
    const inside = await runner.run({ with: { "working-directory": "sub" } });
    expect(inside).toMatchObject({ status: 2, outputs: { "exit-code": "2" } });
    expect(inside.annotations).toHaveLength(1);
    expect(inside.annotations[0]).toMatchObject({
      name: "error",
      properties: { file: "sub/.inferlint.yaml", line: "2", title: "inferlint" },
    });
    expect(inside.annotations[0]?.data).toMatch(/^error: \.inferlint\.yaml:2:\d+: .*stale-tag/);
    const elsewhere = join(outside, "wrong.yaml");
    writeFileSync(elsewhere, "failOn: high\n");
    const result = await runner.run({ with: { policy: elsewhere } });
    expect(result.annotations[0]?.properties).toEqual({ title: "inferlint" });
    expect(result.annotations[0]?.data).toContain("wrong.yaml:1:");
  });

  test("passes with a baseline of what is old, and fails for what is new", async () => {
    write("old/Dockerfile", bad);
    const baseline = join(outside, "baseline.json");
    const update = ["--as-of", "2026-11-23", "--baseline", baseline, "--update-baseline"];
    expect((await runCli(update, { cwd: workspace })).status).toBe(0);
    const inputs = { baseline };
    expect(await runner.run({ with: inputs })).toMatchObject({
      ...{ status: 0, annotations: [] },
      outputs: { errors: "0" },
    });
    write("new/Dockerfile", bad);
    const second = await runner.run({ with: inputs });
    expect(second).toMatchObject({ status: 1, outputs: { errors: "3" } });
    expect(second.annotations[0]?.properties["file"]).toBe("new/Dockerfile");
  });
});

describe("SARIF", () => {
  test.each([
    ["in the workspace", "report.sarif", () => join(workspace, "report.sarif")],
    ["elsewhere", join(outside, "report.sarif"), () => join(outside, "report.sarif")],
    ["above the workspace", "../report.sarif", () => join(workspace, "../report.sarif")],
  ])("is written %s, and named by its absolute path", async (_, file, expected) => {
    write("Dockerfile", bad);
    const result = await runner.run({ with: { "sarif-file": file } });
    expect(result).toMatchObject({ status: 1, outputs: { "sarif-file": expected() } });
    const { results = [], invocations } = sarifOf(result).runs[0] ?? {};
    expect(results).toHaveLength(3);
    expect(invocations?.[0]?.executionSuccessful).toBe(true);
    rmSync(expected());
  });

  test.skipIf(multitoolSkipped)("passes the check of upload-sarif", async () => {
    write("Dockerfile", bad);
    const result = await runner.run({ with: { "sarif-file": "report.sarif" } });
    const text = readFileSync(result.outputs["sarif-file"] ?? "", "utf8");
    expect(validateWithJsonschema(text)).toEqual([]);
  });

  test("is no output if something could not be checked; an older file stays", async () => {
    write("a/Dockerfile", bad);
    symlinkSync("Dockerfile", join(workspace, "Dockerfile"));
    const inputs = { paths: "a\nmissing", "sarif-file": "report.sarif" };
    const before = write("report.sarif", "older");
    const result = await runner.run({ with: inputs });
    expect(result.status).toBe(2);
    expect(result.outputs).toEqual({ "exit-code": "2", errors: "3", warnings: "0", notes: "0" });
    expect(readFileSync(before, "utf8")).toBe("older");
    expect(messages(result, "warning").join()).toContain("report.sarif was not changed");
    expect(messages(result, "error").join()).toContain("missing");
    rmSync(before);
    expect((await runner.run({ with: inputs })).outputs).not.toHaveProperty("sarif-file");
    expect(readFileSync(before, "utf8")).toContain('"executionSuccessful": false');
  });

  test("is not written through a link of the checkout, nor where there is no directory", async () => {
    write("Dockerfile", good);
    const victim = join(outside, "victim");
    writeFileSync(victim, "precious");
    symlinkSync(victim, join(workspace, "report.sarif"));
    for (const [file, reason] of [
      ["report.sarif", "is a symbolic link in a repository"],
      ["none/report.sarif", "its directory does not exist"],
      [".", "is a directory"],
    ] as const) {
      const result = await runner.run({ with: { "sarif-file": file } });
      expect(result).toMatchObject({ status: 2, outputs: { "exit-code": "2" } });
      expect(messages(result, "error").join()).toContain(reason);
    }
    expect(readFileSync(victim, "utf8")).toBe("precious");
  });
});

describe("a gate", () => {
  const policy = "rules: { floating-tag: error }\n";
  const policyFile = join(outside, "policy.yaml");
  writeFileSync(policyFile, policy);

  test("has a policy outside of the checkout, by an input or a variable", async () => {
    write("Dockerfile", good);
    write(".inferlint.yaml", "rules: { floating-tag: off }\n");
    for (const step of [
      { with: { policy: policyFile } },
      { env: { INFERLINT_POLICY: policyFile } },
      { with: { policy: policyFile }, env: { INFERLINT_POLICY: "missing" } },
    ]) {
      const result = await runner.run(step);
      expect(result).toMatchObject({ status: 1, outputs: { errors: "1" } });
      expect(messages(result, "error")[0]).toContain("floating-tag: ");
      expect(result.summary).toContain("Policy");
    }
  });

  test.each([
    [{ with: { policy: "" } }, "the input policy is set but empty"],
    [{ with: { facts: "" } }, "the input facts is set but empty"],
    [{ env: { INFERLINT_POLICY: "" } }, "INFERLINT_POLICY is set but empty"],
    [{ with: { polcy: policyFile } }, "there is no input polcy (did you mean policy?)"],
    [{ with: { policy: "missing.yaml" } }, "missing.yaml"],
  ])("is never off by accident: %j", async (step, message) => {
    write("Dockerfile", good);
    const result = await runner.run(step);
    expect(result).toMatchObject({ status: 2, outputs: { "exit-code": "2" } });
    expect(messages(result, "error").join()).toContain(message);
    expect(result.summary).toContain("\nThe run stopped:\n\n- ");
  });

  test("with a policy of the checkout has a warning, and with strict is exit code 2", async () => {
    write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20261101.v1\n");
    write("policy.yaml", policy);
    commit();
    const result = await runner.run({ with: { policy: "policy.yaml" } });
    expect(result.status).toBe(0);
    expect(messages(result, "warning").join()).toMatch(
      /^gate-input-in-repository: --policy names a policy that git tracks/,
    );
    const strict = await runner.run({ with: { policy: "policy.yaml", strict: "true" } });
    expect(strict.status).toBe(2);
    expect(messages(strict, "error").join()).toMatch(/^gate-input-in-repository: /);
  });

  test("says it if nothing is what strict is about", async () => {
    const result = await runner.run({ with: { strict: "true" } });
    expect(result.status).toBe(2);
    expect(messages(result, "error").join()).toMatch(/^--strict is only valid with /);
  });
});

describe("online", () => {
  const cutOff = { HTTPS_PROXY: "http://127.0.0.1:9", NO_PROXY: "" };
  const open = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20260101.v1\n";

  test("without a network decides what it can, and says the rest", async () => {
    write("Dockerfile", open);
    const result = await runner.run({ with: { online: "true" }, env: cutOff });
    expect(result.status).toBe(0);
    expect(messages(result, "warning").join()).toContain("mcr.microsoft.com");
  });

  test("with strict and without a network is exit code 2, and has no SARIF", async () => {
    write("Dockerfile", open);
    const inputs = { online: "true", strict: "true", "sarif-file": "x.sarif" };
    const result = await runner.run({ with: inputs, env: cutOff });
    expect(result.status).toBe(2);
    expect(result.outputs).not.toHaveProperty("sarif-file");
    expect(messages(result, "error")).not.toEqual([]);
  });
});

describe("hostile text", () => {
  const planted = ["##[add-path]/evil", "::set-env name=X::1", "$(touch pwned)", "`touch pwned`"];

  test("in inputs is a value, and nothing else", async () => {
    write("Dockerfile", good);
    for (const text of ["--output=pwned", "--fix", ...planted, "a; touch pwned", "'|touch pwned"])
      for (const name of ["paths", "config", "policy", "facts", "baseline", "working-directory"]) {
        const result = await runner.run({ with: { [name]: text } });
        expect(result, `${name}: ${text}`).toMatchObject({
          ...{ status: 2, commands: [] },
          outputs: { "exit-code": "2" },
        });
        expect(result.annotations.every(({ name: level }) => level !== "notice")).toBe(true);
      }
    expect(readdirSync(workspace).sort()).toEqual([".git", "Dockerfile"]);
  });

  test.each(["format", "fail-on", "strict", "online", "against"])(
    "in %s is an error that no runner executes",
    async (name) => {
      write("Dockerfile", good);
      for (const text of planted) {
        const result = await runner.run({ with: { [name]: text } });
        expect(result).toMatchObject({ status: 2, commands: [], outputs: { "exit-code": "2" } });
        expect(messages(result, "error")).toHaveLength(1);
      }
    },
  );

  test("in the name of the SARIF file sets no other output", async () => {
    write("Dockerfile", good);
    const file = "a\nexit-code=7\nerrors<<X\n7\nX\n.sarif";
    const result = await runner.run({ with: { "sarif-file": file } });
    expect(result.outputs).toEqual({
      ...{ "exit-code": "0", errors: "0", warnings: "0", notes: "0" },
      "sarif-file": join(workspace, file),
    });
  });

  test("in paths and files of the checkout stays text", async () => {
    const name = "::error::x ##[set-env name=A]b<img src=x>|@octocat";
    write(
      `${name}/Dockerfile`,
      `FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest##[add-path]/x\n`,
    );
    write("other/Dockerfile", `${bad}USER root::add-mask::x\nFROM ::warning::x\n`);
    for (const format of ["github", "text", "concise"]) {
      const { commands, summary, status } = await runner.run({ with: { format } });
      expect(commands).toEqual([]);
      expect(status).toBe(1);
      expect(summary).not.toMatch(/<img|@octocat|##\[/);
    }
  });

  test("in the event of a fork's pull request changes nothing", async () => {
    write("Dockerfile", bad);
    const step = { with: { "sarif-file": "x.sarif" } };
    const before = await runner.run(step);
    const sarif = readFileSync(before.outputs["sarif-file"] ?? "", "utf8");
    const text = planted.join("\n");
    const payload = {
      action: "opened",
      number: 1,
      inputs: { policy: "x", paths: "y" },
      pull_request: {
        ...{ title: text, body: text, user: { login: text } },
        head: { ref: text, label: text, sha: text, repo: { fork: true, full_name: text } },
        base: { ref: text, sha: text },
      },
    };
    const event = { name: "pull_request", payload };
    const after = await runner.run({
      ...step,
      event,
      env: { GITHUB_HEAD_REF: text, GITHUB_BASE_REF: text, GITHUB_REF: text, GITHUB_ACTOR: text },
    });
    expect(after).toEqual(before);
    expect(readFileSync(after.outputs["sarif-file"] ?? "", "utf8")).toBe(sarif);
    const without = await runner.run({
      ...step,
      without: ["GITHUB_EVENT_PATH", "GITHUB_EVENT_NAME"],
    });
    expect(without).toEqual(before);
  });

  test("in files that other tools start runs nothing", async () => {
    write("Dockerfile", good);
    const code = `require("node:fs").writeFileSync(${JSON.stringify(join(outside, "pwned"))}, "");`;
    for (const path of ["index.js", "node_modules/inferlint/index.js", "dist/cli.cjs", "cli.cjs"])
      write(path, code);
    write("package.json", '{ "main": "index.js", "type": "module" }');
    write("git", `#!/bin/sh\ntouch ${join(outside, "pwned")}\n`);
    expect((await runner.run()).status).toBe(0);
    expect(readdirSync(outside)).not.toContain("pwned");
  });
});

describe("a runner", () => {
  test.each([
    [{ without: ["GITHUB_OUTPUT"] }, "GITHUB_OUTPUT is not set"],
    [{ env: { GITHUB_OUTPUT: "/none/output" }, without: ["GITHUB_OUTPUT"] }, "/none/output"],
  ] satisfies [Step, string][])(
    "without a file for outputs is an error: %j",
    async (step, text) => {
      write("Dockerfile", good);
      const result = await runner.run({ ...step, with: { "sarif-file": "x.sarif" } });
      expect(result).toMatchObject({ status: 2, outputs: {}, summary: null });
      expect(result.log).toMatch(/^inferlint: GITHUB_OUTPUT /);
      expect(result.log).toContain(text);
      expect(readdirSync(workspace)).not.toContain("x.sarif");
    },
  );

  test("without a file for the summary has a warning", async () => {
    write("Dockerfile", good);
    const result = await runner.run({ without: ["GITHUB_STEP_SUMMARY"] });
    expect(result).toMatchObject({ status: 0, outputs: { "exit-code": "0" }, summary: null });
    expect(messages(result, "warning")[0]).toContain("GITHUB_STEP_SUMMARY is not set");
  });

  test("gets a summary of at most 1 MiB, whatever is found", async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `${bad.trim()} AS s${index}\n`).join(
      "",
    );
    for (let index = 0; index < 12; index++)
      write(`d${index}/${"x".repeat(200)}/Dockerfile`, lines);
    const result = await runner.run({ summary: "x".repeat(900_000) });
    expect(result.summary).toContain("GitHub shows at most 1 MiB of a summary.");
    const alone = await runner.run();
    expect(Number(alone.outputs["errors"])).toBe(14_400);
    expect(alone.summary).toMatch(/^## inferlint\n\n14400 problems/);
  });

  test("in debug mode gets the stack of what stops a step", async () => {
    const broken = { env: { RUNNER_DEBUG: "1", RUNNER_TEMP: "/none" }, without: ["RUNNER_TEMP"] };
    const result = await runner.run(broken);
    expect(result).toMatchObject({ status: 2, outputs: { "exit-code": "2" } });
    expect(messages(result, "error").join()).toMatch(/ENOENT[^]*\n {4}at /);
  });

  test("that starts it elsewhere gets the workspace checked", async () => {
    write("Dockerfile", bad);
    expect((await runner.run({ with: { "working-directory": "none" } })).log).toContain(
      "the input working-directory names none, which cannot be used: ENOENT",
    );
    const other = await runner.run({
      env: { GITHUB_WORKSPACE: outside },
      without: ["GITHUB_WORKSPACE"],
    });
    expect(other.outputs["errors"]).toBe("0");
  });
});
