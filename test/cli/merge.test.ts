import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { examples } from "../support/documents.ts";
import type { Fleet } from "../support/fleet.ts";
import { old, openFleet, reportOf, stale } from "../support/fleet.ts";
import { bareEnvironment, frozenBundle, run } from "../support/working-copy.ts";

interface Job {
  readonly steps: readonly {
    readonly run?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly with?: Readonly<Record<string, string>>;
  }[];
}

interface Workflow {
  readonly jobs: {
    readonly check: Job & { readonly strategy: { readonly matrix: { readonly shard: number[] } } };
    readonly report: Job;
  };
}

const image = "mcr.microsoft.com/azureml";

let web: Sandbox;
let here: Sandbox;
let merged: Fleet["merged"];
let remove: Fleet["remove"];
beforeAll(() => {
  ({ web, here, merged, remove } = openFleet());
});
afterAll(() => {
  remove();
});

describe("inferlint merge", () => {
  test("makes one report of several repositories, counted by repository, image and rule", () => {
    const { status, stdout } = merged(["web=web.json", "api=api.json", "--format", "json"]);
    expect(status).toBe(1);
    const report = JSON.parse(stdout) as JsonReportV1;
    const [a, w] = report.repositories ?? [];
    expect(report).toMatchObject({ repository: null, configuration: null, commit: null });
    expect(a).toMatchObject({ name: "api", configuration: null, files: 1, images: 1, errors: 1 });
    expect(w).toMatchObject({ name: "web", configuration: ".inferlint.yaml", files: 2, images: 1 });
    expect(report.summary.files).toBe(3);
    expect(report.summary.errors).toBe((a?.errors ?? 0) + (w?.errors ?? 0));
    expect(new Set(report.findings.map(({ path, repository }) => `${repository}:${path}`))).toEqual(
      new Set(["api:api/score/Dockerfile", "web:web/score/Dockerfile"]),
    );
    expect(report.counts?.images).toContainEqual({
      ...{ image: `${image}/minimal-py312-inference:20250219.v1`, repositories: 1 },
      ...{ errors: 1, warnings: 0, notes: 0 },
    });
    expect(report.counts?.rules).toContainEqual({
      ...{ id: "root-user", repositories: 1, errors: 1, warnings: 0, notes: 0 },
    });
  });

  test("keeps what a report says of a finding, but for the repository", () => {
    const { findings } = JSON.parse(
      merged(["w=web.json", "--format", "json"]).stdout,
    ) as JsonReportV1;
    const own = (JSON.parse(reportOf(web)) as JsonReportV1).findings;
    const inW = JSON.parse(JSON.stringify(own).replaceAll('"path":"', '"path":"w/')) as object[];
    expect(findings).toEqual(inW.map((finding) => ({ ...finding, repository: "w" })));
  });

  test("names a repository by the file of its report", () => {
    const { stdout } = merged(["web.json", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ repository: "web.json" });
    expect(merged(["web.json", "--format", "concise"]).stdout).toMatch(/^web\.json\/score\//);
  });

  test("writes SARIF with the lines that the reports quote", () => {
    const { stdout } = merged(["api=api.json", "--format", "sarif"]);
    const [run] = (JSON.parse(stdout) as { runs: { results: object[] }[] }).runs;
    expect(run?.results).toMatchObject([
      {
        ruleId: "stale-tag",
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "api/score/Dockerfile", uriBaseId: "%SRCROOT%" },
              region: { startLine: 1, startColumn: 6, snippet: { text: stale.slice(5, -1) } },
              contextRegion: { startLine: 1, endLine: 1, snippet: { text: stale.trimEnd() } },
            },
          },
        ],
        partialFingerprints: {
          primaryLocationLineHash: expect.stringMatching(/^[0-9a-f]+:1$/) as unknown,
        },
      },
    ]);
  });

  test("text names the repositories and images with findings", () => {
    const { stdout } = merged(["web=web.json", "api=api.json"]);
    expect(stdout).toMatch(/^2 repositories, 0 without findings$/m);
    expect(stdout).toMatch(/^By repository: web \d, api 1$/m);
    expect(stdout).toMatch(/^By image: …\/minimal-ubuntu20\.04-py38-cpu-inference:latest \d/m);
  });

  test("fails from --fail-on on", () => {
    expect(merged(["api=api.json"]).status).toBe(1);
    expect(merged(["api=api.json", "--fail-on", "never"]).status).toBe(0);
    expect(merged(["api=api.json", "--exit-zero"]).status).toBe(0);
    expect(merged(["api=api.json", "--min-level", "error"]).status).toBe(1);
  });

  test("a shard fails as its repository says", () => {
    here.write("w1.json", reportOf(web, ["--shard", "1/1"]));
    expect(merged(["w=w1.json"]).status).toBe(0);
    expect(merged(["w=w1.json", "--fail-on", "error"]).status).toBe(1);
  });

  test("a run that could not check everything is exit code 2", () => {
    const broken = sandbox();
    broken.write("Dockerfile", old);
    const { status, stdout } = broken.run(["--format", "json", "Dockerfile", "missing"]);
    expect(status).toBe(2);
    here.write("broken.json", stdout);
    broken.remove();
    const { status: code, stderr } = merged(["web=web.json", "broken.json"]);
    expect(code).toBe(2);
    expect(stderr).toContain("broken.json/missing");
  });

  test("shards of several repositories are merged by name", () => {
    for (const index of [1, 2])
      here.write(`w${index}.json`, reportOf(web, ["--shard", `${index}/2`]));
    const names = ["web=w2.json", "web=w1.json", "api=api.json", "--format", "json"];
    const report = JSON.parse(merged(names).stdout) as JsonReportV1;
    const whole = JSON.parse(
      merged(["web=web.json", "api=api.json", "--format", "json"]).stdout,
    ) as JsonReportV1;
    expect(report).toEqual(whole);
  });
});

test("the workflow in docs/fleets.md gives the report of one run", () => {
  const [example = "", ...others] = examples("yaml matrix");
  expect(others).toEqual([]);
  const { jobs } = parse(example) as Workflow;
  const runner = sandbox();
  const here = (path: string): string => join(runner.root, path);
  for (const folder of ["inferlint/dist", "reports", "repository", "runner"])
    mkdirSync(here(folder), { recursive: true });
  // The bundle has the frozen facts, and parts that it loads from its own folder.
  cpSync(frozenBundle, here("inferlint/dist"), { recursive: true });
  cpSync(web.root, here("repository"), { recursive: true });
  runner.write("policies/inferlint.yaml", "name: gate\nrules: { root-user: error }\n");
  const env = { GITHUB_WORKSPACE: runner.root, NO_COLOR: "1" };
  const { check } = jobs;
  const ran = (job: Job, variables: Readonly<Record<string, string>> = {}) => {
    const step = job.steps.find(({ run: program }) => program !== undefined);
    for (const name of Object.keys(step?.env ?? {})) expect(variables).toHaveProperty(name);
    const options = { cwd: runner.root, env: bareEnvironment({ ...env, ...variables }) };
    return run("bash", ["-eo", "pipefail", "-c", step?.run ?? ""], options);
  };
  for (const shard of check.strategy.matrix.shard) {
    // Each job has a machine of its own; artifacts carry what it uploads.
    const RUNNER_TEMP = here(`runner/${shard}`);
    mkdirSync(RUNNER_TEMP);
    const variables = { SHARD: String(shard), DAY: "2026-11-23", RUNNER_TEMP };
    expect(ran(check, variables)).toMatchObject({ status: 0 });
    const upload = check.steps.find(({ with: input }) => input?.["if-no-files-found"]);
    const path = upload?.with?.["path"]?.replace("${{ runner.temp }}", RUNNER_TEMP) ?? "";
    cpSync(path, here("reports"), { recursive: true });
  }
  const merged = ran(jobs.report, { RUNNER_TEMP: here("runner") });
  const lint = (args: readonly string[]) =>
    runner.runIn("repository", ["--policy", "../policies/inferlint.yaml", ...args]);
  expect(merged).toEqual(lint([]));
  expect(runner.read("runner/inferlint.sarif")).toBe(lint(["--format", "sarif"]).stdout);
  runner.remove();
});
