import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RolloutReportV1 } from "../../src/report/rollout/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
});
afterEach(() => {
  box.remove();
});

const image = "mcr.microsoft.com/azureml";
// Names that nobody published, so that no refresh of the catalogue changes what is known of them.
/** Support of Python 3.9 ended on 2025-10-31. */
const old = `${image}/zz-example-py39-inference:latest`;
const tagged = `${image}/zz-example-inference:20260715.v1`;
const validate = new Ajv({ strict: false }).compile(
  JSON.parse(readFileSync("schema/inferlint.rollout.v1.json", "utf8")) as object,
);

/** Writes the report of a repository with these files. */
function report(name: string, files: Readonly<Record<string, string>>, ...options: string[]): void {
  box.write(`${name}/.git/HEAD`, "ref: refs/heads/main\n");
  for (const [path, text] of Object.entries(files)) box.write(`${name}/${path}`, text);
  const output = ["--format", "json", "--show-suppressed", "--exit-zero", "-o", `../${name}.json`];
  expect(box.runIn(name, [...output, ...options])).toMatchObject({ status: 0 });
}

function rollout(
  policy: string,
  reports: readonly string[],
  ...options: string[]
): ReturnType<Sandbox["run"]> {
  box.write("policy.yaml", policy);
  return box.run(["rollout", "--policy", "policy.yaml", ...reports, ...options]);
}

function tried(policy: string, reports: readonly string[], ...options: string[]): RolloutReportV1 {
  const { stdout } = rollout(policy, reports, "--format", "json", ...options);
  const result = JSON.parse(stdout) as RolloutReportV1;
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  return result;
}

test("says of each repository what fails today and on later days", () => {
  report("scoring", { Dockerfile: `FROM ${old}\nUSER root\n` });
  report("batch", { "job/Dockerfile": `FROM ${tagged}\n` });
  report("web", { Dockerfile: "FROM python:3.12\n" });
  const policy = "rules: { unverified-tag: error, eol-os: off, root-user: warning }\n";
  const reports = ["scoring.json", "batch.json", "web.json"];
  const { status, stdout, stderr } = rollout(policy, reports);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  expect(stdout).toBe(
    `scoring.json: fails with 1 finding
  Dockerfile:1  eol-python  Python 3.9 support ended on 2025-10-31
batch.json: passes, and fails from 2027-01-16 with 1 finding
  2027-01-16  job/Dockerfile:1  tag of 2026-07-15 leaves the support window of 6 months at the earliest → unverified-tag
web.json: passes until 2027-11-23

3 repositories as of 2026-11-23: 1 failing, 2 passing (1 of them failing by 2027-11-23)
`,
  );
  const quiet = rollout(policy, reports, "-q").stdout;
  expect(quiet.trimEnd().split("\n")).toHaveLength(3);
});

test("JSON follows the published schema, and repositories have the names that are given", () => {
  report("scoring", { Dockerfile: `FROM ${old}\n` });
  report("batch", { Dockerfile: `FROM ${tagged}\n` });
  const policy = "rules: { unverified-tag: error }\n";
  const result = tried(policy, ["team/scoring.json", "jobs=batch.json", "none=no.json"]);
  expect(result).toMatchObject({
    ...{ schema: "inferlint.rollout/1", asOf: "2026-11-23", until: "2027-11-23" },
    repositories: [
      { repository: "scoring.json", exitCode: 2 },
      {
        ...{ repository: "jobs", exitCode: 0, failsFrom: "2027-01-16", reported: "2026-11-23" },
        coming: [{ day: "2027-01-16", change: "new", ruleId: "unverified-tag" }],
      },
      { repository: "none", exitCode: 2, why: "there is no such file" },
    ],
    summary: { repositories: 3, passing: 1, failing: 0, untried: 2, coming: 1 },
  });
});

test.each<readonly [string, readonly string[], string]>([
  ["no report", ["--policy", "policy.yaml"], "takes reports"],
  ["two of one name", ["--policy", "policy.yaml", "a/x.json", "b/x.json"], "named x.json"],
  ["no policy", ["x.json"], "needs the policy to try: --policy FILE"],
  ["a policy that is missing", ["--policy", "none.yaml", "x.json"], "none.yaml"],
  ["another format", ["--policy", "policy.yaml", "x.json", "-f", "sarif"], "text or json"],
])("%s is exit code 2", (_, args, message) => {
  box.write("policy.yaml", "{}\n");
  const { status, stderr } = box.run(["rollout", ...args]);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

describe("what needs another reading of the files", () => {
  const others: readonly (readonly [string, string])[] = [
    ["files.include", "files: { include: [docker/*.tmpl] }"],
    ["files.exclude", "files: { exclude: [legacy/**] }"],
    ["files.kinds", "files: { kinds: [dockerfile] }"],
    ["files.gitignore", "files: { gitignore: true }"],
    ["images.include", 'images: { include: ["azureml/**"] }'],
    [
      "images.mirrors",
      "images: { mirrors: [{ prefix: contoso.azurecr.io/mcr/azureml, for: mcr.microsoft.com/azureml }] }",
    ],
    ["build", "build: { args: { TAG: latest } }"],
    ["build", "build: { targets: [serve] }"],
    ["build", "overrides: [{ files: [Dockerfile], build: { args: { TAG: latest } } }]"],
    ["build.platform", "build: { platform: linux/arm64 }"],
    ["baseline", "baseline: policy/accepted.json"],
  ];
  const files = { Dockerfile: `FROM ${tagged} AS serve\n` };

  test("cannot be told from a report under another policy", () => {
    box.write("empty.yaml", "{}\n");
    report("scoring", files, "--policy", "../empty.yaml");
    for (const [key, policy] of others) {
      const [one] = tried(`${policy}\n`, ["scoring.json"]).repositories;
      expect(one, policy).toMatchObject({ exitCode: 2, failing: [] });
      expect(one?.why).toContain(`${key}: cannot be told without a checkout`);
    }
  });

  test("is told from a report under the same policy", () => {
    const policy = `files: { include: [docker/*.tmpl], exclude: [legacy/**], kinds: [dockerfile], gitignore: true }
images: { include: ["azureml/**"], mirrors: [{ prefix: mirror.example, for: mcr.microsoft.com/azureml }] }
build: { args: { TAG: latest }, targets: [serve], platform: linux/arm64 }
`;
    box.write("policy.yaml", policy);
    report("scoring", files, "--policy", "../policy.yaml");
    expect(tried(policy, ["scoring.json"]).repositories).toMatchObject([{ exitCode: 0 }]);
  });

  test("what the repository leaves out counts only where it leaves out something", () => {
    const policy = "failOn: error\n";
    report("tidy", { Dockerfile: `FROM ${tagged}\n`, ".gitignore": "out/\n" });
    report("hidden", {
      Dockerfile: `FROM ${tagged}\n`,
      ".gitignore": "*.dockerfile\n",
      "x.dockerfile": `FROM ${old}\n`,
    });
    report("excluded", {
      Dockerfile: `FROM ${tagged}\n`,
      ".inferlint.yaml": "files: { exclude: [old] }\n",
      "old/Dockerfile": `FROM ${old}\n`,
    });
    const names = ["tidy.json", "hidden.json", "excluded.json"];
    expect(tried(policy, names).repositories).toMatchObject([
      { exitCode: 0 },
      { exitCode: 2, why: expect.stringContaining("files.gitignore: cannot be told") as string },
      { exitCode: 2, why: expect.stringContaining("files.exclude: cannot be told") as string },
    ]);
    box.write("empty.yaml", "{}\n");
    report("hidden", {}, "--policy", "../empty.yaml");
    expect(tried(policy, ["hidden.json"]).repositories).toMatchObject([{ exitCode: 1 }]);
  });

  test("build arguments of a repository, which a policy builds without besides", () => {
    const files = {
      Dockerfile: `ARG NAME=zz-example-py39-inference\nFROM ${image}/\${NAME}:latest\n`,
      ".inferlint.yaml": "build: { args: { NAME: zz-example-inference } }\n",
    };
    report("scoring", files);
    const policy = "rules: { eol-python: error }\n";
    expect(tried(policy, ["scoring.json"]).repositories).toMatchObject([{ exitCode: 2 }]);
    box.write("empty.yaml", "{}\n");
    report("scoring", files, "--policy", "../empty.yaml");
    expect(tried(policy, ["scoring.json"]).repositories).toMatchObject([
      { exitCode: 1, failing: [{ ruleId: "eol-python" }] },
    ]);
  });
});

describe("a report that cannot be used", () => {
  const write = (change: (value: Record<string, unknown>) => unknown): void => {
    report("scoring", { Dockerfile: `FROM ${tagged}\nFROM 0\n` });
    const text = box.read("scoring.json");
    box.write("scoring.json", JSON.stringify(change(JSON.parse(text) as Record<string, unknown>)));
  };
  type Images = Record<string, unknown> & {
    files: { builds: { stages: { base: unknown }[]; target: unknown }[] }[];
    folders: Record<string, unknown>[];
  };

  test.each<readonly [string, string, (value: Record<string, unknown>) => unknown]>([
    [
      "that is no report",
      "it is no report of this version",
      () => ({ schema: "inferlint.sarif/1" }),
    ],
    [
      "without images",
      "written without --show-suppressed",
      (value) => ({ ...value, images: undefined }),
    ],
    [
      "of another version",
      "another version of inferlint wrote its images",
      (value) => ({ ...value, images: { ...(value["images"] as object), version: 2 } }),
    ],
    [
      "of an incomplete run",
      "could not read or answer everything",
      (value) => ({ ...value, images: { ...(value["images"] as object), isComplete: false } }),
    ],
    [
      "with a wrong value",
      "images.files[0].builds[0].target must be a whole number",
      (value) => {
        const images = value["images"] as Images;
        if (images.files[0]?.builds[0]) images.files[0].builds[0].target = "last";
        return value;
      },
    ],
    [
      "with stages in a circle",
      "images.files[0].builds[0].stages[1].base names nothing",
      (value) => {
        const stage = (value["images"] as Images).files[0]?.builds[0]?.stages[1];
        if (stage) stage.base = { kind: "stage", stage: 1 };
        return value;
      },
    ],
    [
      "with a configuration that is not valid",
      "the configuration .inferlint.yaml:1 of the repository is not valid",
      (value) => {
        const [folder] = (value["images"] as Images).folders;
        const config = { path: ".inferlint.yaml", file: ".inferlint.yaml", base: "" };
        if (folder) folder["config"] = { ...config, text: "rulez: {}\n" };
        return value;
      },
    ],
  ])("%s", (_, why, change) => {
    write(change);
    const [one] = tried("{}\n", ["scoring.json"]).repositories;
    expect(one).toMatchObject({ exitCode: 2 });
    expect(one?.why).toContain(why);
  });

  test("that is no JSON, and one of a later day", () => {
    report("scoring", { Dockerfile: `FROM ${tagged}\n` });
    box.write("text.json", "not JSON");
    const result = tried("{}\n", ["text.json", "scoring.json"], "--as-of", "2026-11-01");
    expect(result.repositories).toMatchObject([
      { exitCode: 2, why: expect.stringContaining("it is not JSON") as string },
      { exitCode: 2, why: expect.stringContaining("is of 2026-11-23, later than") as string },
    ]);
    const [one] = tried("{}\n", ["scoring.json"], "--as-of", "2029-01-01").repositories;
    expect(one?.why).toContain("ends on 2028-11-23, before 2029-01-01");
  });
});

test("a file of --output stays where a repository was not tried", () => {
  report("scoring", { Dockerfile: `FROM ${tagged}\n` });
  box.write("out.json", "before");
  const { status, stderr } = rollout(
    "{}\n",
    ["scoring.json", "no.json"],
    "-f",
    "json",
    "-o",
    "out.json",
  );
  expect(status).toBe(2);
  expect(stderr).toContain("out.json was not changed");
});
