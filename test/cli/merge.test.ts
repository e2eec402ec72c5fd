import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import type { Ended, Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";
import { examples } from "../support/documents.ts";
import { bareEnvironment, frozenCli, run } from "../support/working-copy.ts";

interface Job {
  readonly steps: readonly { readonly run: string }[];
}

const image = "mcr.microsoft.com/azureml";
const old = `FROM ${image}/minimal-ubuntu20.04-py38-cpu-inference:latest\n`;
const stale = `FROM ${image}/minimal-py312-inference:20250219.v1\n`;

let web: Sandbox;
let api: Sandbox;
let here: Sandbox;

beforeAll(() => {
  [web, api, here] = [sandbox(), sandbox(), sandbox()];
  web.write("score/Dockerfile", `${old}USER root\n`);
  web.write("clean/Dockerfile", "FROM python:3.12\n");
  web.write(".inferlint.yaml", "failOn: never\n");
  api.write("score/Dockerfile", stale);
  here.write("policy.yaml", "name: gate\nrules: { root-user: error }\n");
  here.write("other.yaml", "name: other\n");
  here.write("web.json", reportOf(web));
  here.write("api.json", reportOf(api));
});
afterAll(() => {
  for (const one of [web, api, here]) one.remove();
});

function reportOf(repository: Sandbox, args: readonly string[] = []): string {
  const { status, stdout, stderr } = repository.run(["--format", "json", ...args]);
  expect(status, stderr).toBeLessThan(2);
  return stdout;
}

function merged(args: readonly string[]): Ended {
  return here.run(["merge", ...args]);
}

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

test("the commands of the matrix in docs/fleets.md give the report of one run", () => {
  const [example = "", ...others] = examples("yaml matrix");
  expect(others).toEqual([]);
  const { jobs } = parse(example) as {
    readonly jobs: {
      readonly check: Job & {
        readonly strategy: { readonly matrix: { readonly shard: number[] } };
      };
      readonly report: Job;
    };
  };
  const env = { DAY: "2026-11-23", POLICY: join(here.root, "policy.yaml"), NO_COLOR: "1" };
  const ran = (cwd: string, { steps }: Job, variables: Readonly<Record<string, string>> = {}) => {
    const program = `inferlint() { '${process.execPath}' '${frozenCli}' "$@"; }`;
    const lines = [program, ...steps.map((step) => step.run)].join("\n");
    const options = { cwd, env: bareEnvironment({ ...env, ...variables }) };
    return run("bash", ["-eo", "pipefail", "-c", lines], options);
  };
  const artifacts = sandbox();
  for (const shard of jobs.check.strategy.matrix.shard) {
    expect(ran(web.root, jobs.check, { SHARD: String(shard) })).toMatchObject({ status: 0 });
    // Each job has a checkout of its own.
    renameSync(join(web.root, `${shard}.json`), join(artifacts.root, `${shard}.json`));
  }
  const policy = ["--policy", env.POLICY];
  expect(ran(artifacts.root, jobs.report)).toEqual(web.run(policy));
  expect(artifacts.read("inferlint.sarif")).toBe(web.run([...policy, "--format", "sarif"]).stdout);
  artifacts.remove();
});

describe("inferlint merge refuses", () => {
  const refused = (args: readonly string[]): string => {
    const { status, stdout, stderr } = merged(args);
    expect([status, stdout]).toEqual([2, ""]);
    return stderr;
  };

  test.each([
    ["another day", "api-day.json", ["--as-of", "2026-11-24"], "the day (2026-11-23; 2026-11-24)"],
    ["another policy", "api-policy.json", ["--policy", "policy.yaml"], "the policy (none; gate, "],
  ])("%s", (_, name, args, message) => {
    writeFileSync(
      join(here.root, name),
      reportOf(
        api,
        args.map((one) => (one === "policy.yaml" ? join(here.root, one) : one)),
      ),
    );
    const stderr = refused(["web.json", name]);
    expect(stderr).toContain(`web.json and ${name} differ in ${message}`);
  });

  test("two policies of the same name", () => {
    here.write("p1.json", reportOf(api, ["--policy", join(here.root, "policy.yaml")]));
    here.write("policy2.yaml", "name: gate\n");
    here.write("p2.json", reportOf(web, ["--policy", join(here.root, "policy2.yaml")]));
    expect(refused(["p1.json", "p2.json"])).toContain("p1.json and p2.json differ in the policy");
  });

  test("another version", () => {
    const text = reportOf(api).replace(/"version": "[^"]*"/, '"version": "0.0.9"');
    here.write("older.json", text);
    expect(refused(["web.json", "older.json"])).toMatch(
      /web\.json and older\.json differ in the version of inferlint \([^;]*; 0\.0\.9\)/,
    );
    expect(refused(["older.json"])).toContain("older.json was written by inferlint 0.0.9");
  });

  test("what is no report", () => {
    here.write("x.json", "{}");
    here.write("y.txt", "x");
    here.write("cut.json", reportOf(api).replace('"ruleId"', '"rule"'));
    expect(refused(["x.json"])).toContain("x.json cannot be merged: it is no report");
    expect(refused(["y.txt"])).toContain("y.txt cannot be merged: it is not JSON");
    expect(refused(["absent.json"])).toContain("absent.json cannot be merged: ");
    expect(refused(["cut.json"])).toContain("report.findings[0].ruleId must be a text");
    here.write("merged.json", merged(["web.json", "--format", "json"]).stdout);
    expect(refused(["merged.json"])).toContain("it is a merged report itself");
    expect(refused([])).toContain("inferlint merge takes reports");
  });

  test("two repositories of one name", () => {
    expect(refused(["a=web.json", "a=api.json"])).toContain(
      "web.json and api.json are both named a",
    );
  });

  test("shards that are missing, there twice, or of other runs", () => {
    for (const index of [1, 2, 3])
      here.write(`${index}.json`, reportOf(web, ["--shard", `${index}/3`]));
    expect(refused(["1.json", "3.json"])).toContain(
      "shard 2 of 3 of the run of 1.json is missing: pass the reports of all shards",
    );
    expect(refused(["3.json"])).toContain("shards 1 and 2 of 3 of the run of 3.json are missing");
    expect(refused(["1.json", "2.json", "2.json"])).toContain(
      "2.json and 2.json are both shard 2/3",
    );
    expect(refused(["1.json", "api.json"])).toContain("write NAME=1.json");
    here.write("of2.json", reportOf(web, ["--shard", "2/2"]));
    expect(refused(["1.json", "of2.json"])).toContain("they differ in the number of shards");
    here.write("only.json", reportOf(web, ["--shard", "2/3", "--exclude", "clean"]));
    expect(refused(["1.json", "only.json"])).toContain("they differ in their files or options");
  });

  test.each([
    ["0/3", "not 0/3"],
    ["4/3", "not 4/3"],
    ["1", "not 1"],
    ["1/1001", "not 1/1001"],
  ])("--shard %s", (value, message) => {
    const { status, stderr } = web.run(["--format", "json", "--shard", value]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each([
    [["--fix"], "--shard and --fix exclude each other"],
    [["--update-baseline"], "--shard and --update-baseline exclude each other"],
    [["--against", "HEAD"], "--shard and --against exclude each other"],
    [["--min-level", "error"], "exclude each other; pass it to inferlint merge"],
    [["--online"], "--shard and --online exclude each other"],
    [["-"], "--shard is not valid with standard input"],
  ])("--shard with %s", (args, message) => {
    const { status, stderr } = web.run(["--format", "json", "--shard", "1/2", ...args]);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test("a shard that no merge can read", () => {
    expect(web.run(["--shard", "1/2"]).stderr).toContain("--shard needs --format json");
  });
});
