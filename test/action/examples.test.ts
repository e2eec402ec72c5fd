import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Log } from "sarif";
import type { StepResult } from "../support/actions-runner.ts";
import { startRunner } from "../support/actions-runner.ts";
import type { Contexts, WorkflowStep } from "../support/actions-workflow.ts";
import { evaluated, faultsIn, readWorkflow, runsStep } from "../support/actions-workflow.ts";
import { examples } from "../support/documents.ts";
import { multitoolSkipped, validateWithJsonschema } from "../support/sarif-validators.ts";
import { git, projectRoot, temporaryDirectory } from "../support/working-copy.ts";

// The workflows of docs/github-action.md, step by step for each event that starts them. Conditions and values are evaluated by
// GitHub's own evaluator; checkouts come from a repository as GitHub's servers have it.

const [scanning = "", change = "", gate = ""] = examples("yaml", ["docs/github-action.md"]);
const workflows = { "code scanning": scanning, "pull requests": change, gate };

const bad = "FROM mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest\n";
const good = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20261101.v1\n";

const folder = temporaryDirectory();
const runner = startRunner();
afterAll(() => {
  rmSync(folder, { recursive: true });
  runner.remove();
});

const origin = join(folder, "origin");
const policies = join(folder, "policies");
const commits: Record<string, string> = {};

function commitFile(repository: string, path: string, text: string): string {
  mkdirSync(join(repository, path, ".."), { recursive: true });
  writeFileSync(join(repository, path), text);
  git(repository, "add", "--all");
  git(repository, "commit", "--quiet", "--message=Change");
  return git(repository, "rev-parse", "HEAD");
}

/**
 * main has an old finding. A pull request of two commits, of which only the first brings something, is merged for the event
 * `pull_request`, and rebased for `merge_group`.
 */
beforeAll(() => {
  for (const repository of [origin, policies]) {
    mkdirSync(repository);
    git(repository, "init", "--quiet", "--initial-branch=main");
    git(repository, "config", "uploadpack.allowAnySHA1InWant", "true");
  }
  commitFile(policies, "inferlint.yaml", "rules: { floating-tag: error, new-exception: error }\n");
  commitFile(origin, "old/Dockerfile", bad);
  for (const name of ["bad", "good"]) git(origin, "branch", name);
  const target = commitFile(origin, "main/Dockerfile", good);
  for (const [name, text] of [
    ["bad", bad],
    ["good", good],
  ] as const) {
    git(origin, "checkout", "--quiet", name);
    commitFile(origin, "new/Dockerfile", text);
    commitFile(origin, "README.md", "text\n");
    git(origin, "checkout", "--quiet", "--detach", target);
    git(origin, "merge", "--quiet", "--no-ff", "--message=Merge", name);
    git(origin, "update-ref", `refs/pull/${name}/merge`, "HEAD");
    git(origin, "checkout", "--quiet", "--detach", name);
    git(origin, "rebase", "--quiet", target);
    git(origin, "update-ref", `refs/heads/queue/${name}`, "HEAD");
    git(origin, "checkout", "--quiet", "main");
  }
  commits["target"] = target;
});

/** As actions/checkout does it. */
function checkOut(inputs: Readonly<Record<string, string>>, ref: string): void {
  const { path = ".", repository, "fetch-depth": depth = "1" } = inputs;
  const directory = join(runner.workspace, path);
  mkdirSync(directory, { recursive: true });
  const [from, own] = repository === undefined ? [origin, ref] : [policies, "refs/heads/main"];
  git(directory, "init", "--quiet");
  const depths = depth === "0" ? [] : ["--depth", depth];
  git(directory, "fetch", "--quiet", ...depths, `file://${from}`, own);
  git(directory, "checkout", "--quiet", "--detach", "FETCH_HEAD");
}

interface Uploaded {
  readonly results: number;
  readonly category: string | undefined;
}

/** Reads the file, and wants each result in a file of the checkout. */
function upload(inputs: Readonly<Record<string, string>>): Uploaded {
  const text = readFileSync(inputs["sarif_file"] ?? "", "utf8");
  if (!multitoolSkipped) expect(validateWithJsonschema(text)).toEqual([]);
  const { results = [] } = (JSON.parse(text) as Log).runs[0] ?? {};
  for (const { locations } of results) {
    const uri = locations?.[0]?.physicalLocation?.artifactLocation?.uri ?? "";
    expect(existsSync(join(runner.workspace, inputs["checkout_path"] ?? ".", uri))).toBe(true);
  }
  return { results: results.length, category: inputs["category"] };
}

interface Job {
  readonly succeeds: boolean;
  readonly step: StepResult;
  readonly uploads: readonly Uploaded[];
}

/** @param payload of the event */
async function run(text: string, name: string, ref: string, payload: object): Promise<Job> {
  for (const entry of readdirSync(runner.workspace))
    rmSync(join(runner.workspace, entry), { recursive: true });
  let step: StepResult | null = null;
  let succeeds = true;
  const uploads: Uploaded[] = [];
  const outputs: Record<string, { outputs: object }> = {};
  for (const one of readWorkflow(text).steps) {
    const contexts: Contexts = {
      github: { event_name: name, event: payload, workspace: runner.workspace, ref },
      runner: { temp: runner.temporary },
      steps: outputs,
    };
    if (!runsStep(one, contexts, succeeds)) continue;
    const inputs = Object.fromEntries(
      Object.entries(one.with ?? {}).map(([key, value]) => [key, evaluated(value, contexts)]),
    );
    switch (actionOf(one)) {
      case "actions/checkout":
        checkOut(inputs, ref);
        break;
      case "inferlint/inferlint":
        step = await runner.run({ with: inputs, event: { name, payload } });
        if (step.status !== 0) succeeds = false;
        if (one.id !== undefined) outputs[one.id] = { outputs: step.outputs };
        break;
      case "github/codeql-action/upload-sarif":
        uploads.push(upload(inputs));
        break;
      default:
        throw new Error(`${actionOf(one)} is not known here`);
    }
  }
  if (step === null) throw new Error("nothing was checked");
  return { succeeds, step, uploads };
}

function actionOf({ uses = "" }: WorkflowStep): string {
  return uses.replace(/@.*/, "");
}

/** Its name, the ref that is checked out, and its payload. */
type Event = readonly [string, string, object];

function events(
  name: "good" | "bad",
): Readonly<Record<"push" | "schedule" | "pull" | "queue", Event>> {
  const queue = { merge_group: { base_sha: commits["target"] } };
  return {
    push: ["push", "refs/heads/main", {}],
    schedule: ["schedule", "refs/heads/main", { schedule: "17 5 * * *" }],
    pull: ["pull_request", `refs/pull/${name}/merge`, { number: 1, pull_request: {} }],
    queue: ["merge_group", `refs/heads/queue/${name}`, queue],
  };
}

describe("every workflow", () => {
  test("is an example of docs/github-action.md", () => {
    expect(examples("yaml", ["docs/github-action.md"])).toHaveLength(3);
  });

  test.each(Object.entries(workflows))("%s is valid for GitHub", (_, text) => {
    expect(faultsIn("workflow", text)).toEqual([]);
  });

  test.each(Object.entries(workflows))("%s runs at night and in a merge queue", (_, text) => {
    expect(readWorkflow(text).on).toEqual(expect.arrayContaining(["merge_group", "schedule"]));
  });

  test("writes only what an upload needs", () => {
    expect(readWorkflow(scanning).permissions).toEqual({
      ...{ contents: "read", actions: "read", "security-events": "write" },
    });
    for (const text of [change, gate])
      expect(readWorkflow(text).permissions).toEqual({ contents: "read" });
  });
});

test("GitHub finds faults in workflows, and none in action.yml", () => {
  expect(faultsIn("workflow", "on: push\njobs: { a: { steps: [{ runs: x }] } }")).not.toEqual([]);
  expect(faultsIn("action", "name: a\ndescription: b\nruns: { using: node24 }")).not.toEqual([]);
  expect(faultsIn("action", readFileSync(join(projectRoot, "action.yml"), "utf8"))).toEqual([]);
});

describe("code scanning", () => {
  test.each(["push", "schedule"] as const)("on %s uploads all findings", async (name) => {
    const job = await run(scanning, ...events("good")[name]);
    expect(job.succeeds).toBe(false);
    expect(job.uploads).toEqual([{ results: 3, category: "inferlint" }]);
  });

  test("uploads nothing in a merge queue, whose branch GitHub deletes", async () => {
    const job = await run(scanning, ...events("good").queue);
    expect(job).toMatchObject({ succeeds: false, uploads: [], step: { status: 1 } });
  });

  test("uploads nothing if something could not be checked", async () => {
    const broken = scanning.replace("sarif-file:", "paths: missing\n          sarif-file:");
    const job = await run(broken, ...events("good").push);
    expect(job).toMatchObject({ succeeds: false, uploads: [], step: { status: 2 } });
  });
});

describe("pull requests", () => {
  test.each(["pull", "queue"] as const)("on %s fail for what they bring", async (name) => {
    const job = await run(change, ...events("bad")[name]);
    expect(job.succeeds).toBe(false);
    expect(job.step.outputs).toMatchObject({ "exit-code": "1", errors: "3" });
    expect(job.step.annotations.map(({ properties }) => properties["file"])).toEqual([
      "new/Dockerfile",
    ]);
    expect(job.step.summary).toContain("3 existing findings, not from this change");
  });

  test.each(["pull", "queue"] as const)("on %s pass with old findings", async (name) => {
    const job = await run(change, ...events("good")[name]);
    expect(job).toMatchObject({ succeeds: true, step: { annotations: [] } });
    expect(job.step.outputs).toMatchObject({ "exit-code": "0", errors: "0" });
    expect(job.step.summary).toContain("3 existing findings, not from this change");
  });

  test("at night everything is checked", async () => {
    const job = await run(change, ...events("good").schedule);
    expect(job).toMatchObject({ succeeds: false, step: { outputs: { errors: "3" } } });
  });

  test("without the history that they need are exit code 2", async () => {
    const shallow = change.replace(/fetch-depth: .*/, "fetch-depth: 1");
    for (const name of ["pull", "queue"] as const) {
      const job = await run(shallow, ...events("good")[name]);
      expect(job).toMatchObject({ succeeds: false, step: { status: 2 } });
    }
  });
});

describe("the gate", () => {
  test.each(["pull", "queue"] as const)(
    "on %s has the policy of another repository",
    async (name) => {
      expect((await run(gate, ...events("good")[name])).succeeds).toBe(true);
      const job = await run(gate, ...events("bad")[name]);
      // The policy forbids latest, too.
      expect(job).toMatchObject({ succeeds: false, step: { outputs: { errors: "4" } } });
      expect(job.step.annotations[0]?.properties["file"]).toBe("new/Dockerfile");
      expect(job.step.log).not.toContain("gate-input-in-repository");
    },
  );

  test("cannot be passed by what a change says of itself", async () => {
    git(origin, "checkout", "--quiet", "--detach", "refs/pull/bad/merge");
    commitFile(origin, ".inferlint.yaml", "files: { exclude: ['**'] }\nrules: { eol-os: off }\n");
    commitFile(origin, "policies/inferlint.yaml", "rules: {}\n");
    git(origin, "checkout", "--quiet", "--detach", commits["target"] ?? "");
    git(origin, "merge", "--quiet", "--no-ff", "--message=Merge", "HEAD@{1}");
    git(origin, "update-ref", "refs/pull/other/merge", "HEAD");
    git(origin, "checkout", "--quiet", "main");
    const job = await run(gate, "pull_request", "refs/pull/other/merge", { pull_request: {} });
    expect(job.succeeds).toBe(false);
    expect(Number(job.step.outputs["errors"])).toBeGreaterThanOrEqual(4);
  });
});
