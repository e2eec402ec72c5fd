import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, describe, expect, test } from "vitest";
import { changeExamples } from "./support/change-examples.ts";
import { examples } from "./support/documents.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  frozenCli,
  git,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// What docs/pull-requests.md says and shows. test/readme.test.ts writes the output of its commands.

const page = "docs/pull-requests.md";

test("the examples: a change near old findings passes, one that brings a finding and a comment does not", () => {
  const [policy = ""] = examples("yaml policy", [page]);
  const [near = "", brings = ""] = changeExamples(
    examples("console change", [page]),
    policy,
    frozenCli,
  );
  expect(near).toMatch(/^No new findings .*\n\d+ existing findings, not from this change$/m);
  expect(near).toMatch(/^exit code 0$/m);
  expect(brings).toMatch(/^ +error +stale-tag /m);
  expect(brings).toMatch(/^ +error +new-exception this comment is not in the base$/m);
  expect(brings).toMatch(/^exit code 1$/m);
});

describe("in CI", () => {
  const folder = temporaryDirectory();
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const [origin, policies] = [join(folder, "origin"), join(folder, "policies")];
  const old = "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n";
  const write = (path: string, text: string): void => {
    mkdirSync(join(origin, path), { recursive: true });
    writeFileSync(join(origin, path, "Dockerfile"), text);
  };
  const commit = (): string => {
    git(origin, "add", "--all");
    git(origin, "commit", "--quiet", "--message", "Change");
    return git(origin, "rev-parse", "HEAD");
  };

  mkdirSync(origin);
  mkdirSync(policies);
  writeFileSync(join(policies, "inferlint.yaml"), "rules: { new-exception: error }\n");
  git(origin, "init", "--quiet", "--initial-branch", "main");
  write("old", old);
  const start = commit();
  git(origin, "branch", "bad");
  git(origin, "branch", "good");
  write("other", old);
  const target = commit();

  /** The branch of a pull request with two commits, the second of which is about something else, and its merge. */
  function pullRequest(name: string, text: string): void {
    git(origin, "checkout", "--quiet", name);
    write("new", text);
    commit();
    write("more", "FROM scratch\n");
    commit();
    git(origin, "checkout", "--quiet", "--detach", target);
    git(origin, "merge", "--quiet", "--no-ff", "--message", "Merge", name);
    git(origin, "update-ref", `refs/pull/${name}/merge`, "HEAD");
    git(origin, "checkout", "--quiet", "main");
  }
  pullRequest("bad", old);
  pullRequest("good", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:latest\n");
  // As the servers of GitHub, GitLab and Azure DevOps have it.
  git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");

  let workspaces = 0;

  /** A checkout as CI makes it, in a workspace of its own: of one ref, and of so many commits. */
  function checkOut(ref: string, depth: number): string {
    const workspace = join(folder, `workspace-${workspaces++}`);
    const repository = join(workspace, "repository");
    mkdirSync(repository, { recursive: true });
    git(repository, "init", "--quiet");
    git(repository, "remote", "add", "origin", `file://${origin}`);
    git(repository, "fetch", "--quiet", "--depth", String(depth), "origin", ref);
    git(repository, "checkout", "--quiet", "--detach", "FETCH_HEAD");
    return repository;
  }

  function bash(lines: string, cwd: string, variables: NodeJS.ProcessEnv = {}): Ended {
    const own = lines
      .replaceAll(/^inferlint |node (?:"\S*"|\S*\/dist\/cli\.cjs)/gm, `node '${frozenCli}' `)
      .replaceAll(/--policy (?:"[^"]*"|\S+)/g, `--policy '${policies}/inferlint.yaml'`);
    const env = bareEnvironment({ NO_COLOR: "1", ...variables });
    return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", own], { cwd, env });
  }

  const example = (name: string): unknown => parse(examples(`yaml ${name}`, [page])[0] ?? "");
  const [github, gitlab, azure] = [example("github"), example("gitlab"), example("azure")] as [
    [{ with: { "fetch-depth": number } }, { run: string }],
    { inferlint: { script: string[] } },
    [{ fetchDepth: number }, { bash: string }],
  ];
  const [checkout, check] = github;

  test.each([
    ["bad", 1],
    ["good", 0],
  ])("on GitHub, %s", (name, code) => {
    const repository = checkOut(`refs/pull/${name}/merge`, checkout.with["fetch-depth"]);
    const { status, stdout, stderr } = bash(check.run, repository);
    expect(status, stdout + stderr).toBe(code);
    expect(stdout).toMatch(/^6 existing findings/m);
    expect(stdout).toContain(`(${target.slice(0, 8)}…)`);
  });

  test.each([
    ["bad", 1],
    ["good", 0],
  ])("the line of other pages, %s", (name, code) => {
    const lines = examples("sh change");
    expect(lines).toHaveLength(2);
    const repository = checkOut(`refs/pull/${name}/merge`, checkout.with["fetch-depth"]);
    for (const line of lines) expect(bash(line, repository).status, line).toBe(code);
  });

  test.each([
    ["bad", 1],
    ["good", 0],
  ])("on GitLab, %s", (name, code) => {
    const repository = checkOut(`refs/heads/${name}`, 1);
    const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: start };
    const ended = bash(gitlab.inferlint.script.join("\n"), repository, variables);
    expect(ended.status, ended.stdout + ended.stderr).toBe(code);
    expect(ended.stdout).toMatch(/^3 existing findings/m);
  });

  test.each([
    ["bad", 1],
    ["good", 0],
  ])("in Azure Pipelines, %s", (name, code) => {
    const [{ fetchDepth }, step] = azure;
    const repository = checkOut(`refs/pull/${name}/merge`, fetchDepth);
    const lines = step.bash.replaceAll("$(Pipeline.Workspace)", join(repository, ".."));
    const { status, stdout, stderr } = bash(lines, folder);
    expect(status, stdout + stderr).toBe(code);
    expect(stdout).toMatch(/^6 existing findings/m);
  });

  test("with a checkout of one commit, exit code 2 says what to fetch", () => {
    const repository = checkOut("refs/pull/good/merge", 1);
    const { status, stderr } = bash(check.run, repository);
    expect(status).toBe(2);
    expect(stderr).toContain("fetch-depth: 2 of actions/checkout for HEAD^1");
  });
});
