import { createHash } from "node:crypto";
import type { Log } from "sarif";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

// A rule that was renamed: its former id counts wherever rules are named, and a run says once what to write.

let box: Sandbox = sandbox();
beforeEach(() => {
  box.remove();
  box = sandbox();
});
afterAll(() => {
  box.remove();
});

const mistyped = "FROM mcr.microsoft.com/azureml/minimal-py312-inference:lastest\n";
const notice = "undecided-tag is now unverified-tag: write that.";

interface Ran {
  readonly status: number | null;
  readonly report: JsonReportV1;
  readonly stderr: string;
}

function run(...args: readonly string[]): Ran {
  const { status, stdout, stderr } = box.run(["--format", "json", "--fail-on", "note", ...args]);
  return { status, report: JSON.parse(stdout) as JsonReportV1, stderr };
}

/** The ids of open findings. */
function open({ report }: Ran): readonly string[] {
  return report.findings.flatMap(({ ruleId, suppressed }) => (suppressed ? [] : [ruleId]));
}

function notices({ report }: Ran): readonly string[] {
  return report.notifications
    .filter(({ id }) => id === "renamed-rule")
    .map(({ path = "", region, message }) => `${path}:${region?.startLine ?? ""} ${message}`);
}

test("nothing is said where no former id stands", () => {
  box.write("Dockerfile", mistyped);
  const plain = run();
  expect(open(plain)).toEqual(["unverified-tag"]);
  expect(notices(plain)).toEqual([]);
});

describe("a comment", () => {
  test.each([
    ["above the instruction", "ignore[undecided-tag]"],
    ["for the file", "ignore-file[undecided-tag, root-user]"],
  ])("suppresses by it: %s", (_, comment) => {
    box.write("Dockerfile", `# inferlint: ${comment} -- known\n${mistyped}`);
    const ran = run();
    expect(open(ran).filter((id) => id !== "unused-suppression")).toEqual([]);
    expect(notices(ran)).toEqual([`Dockerfile:1 ${notice}`]);
  });

  test("is named once in a run, for each former id", () => {
    const comment = "# inferlint: ignore[undecided-tag, undecided-image] -- known\n";
    for (const name of ["a", "b", "c"]) box.write(`${name}/Dockerfile`, `${comment}${mistyped}`);
    expect(notices(run())).toEqual([
      `a/Dockerfile:1 ${notice}`,
      "a/Dockerfile:1 undecided-image is now unverified-image: write that.",
    ]);
  });

  test("that suppresses nothing is removed by the fix, the rest of its list stays", () => {
    const image = mistyped.replace("lastest", "latest");
    const comment = (list: string): string => `# inferlint: ignore[${list}] -- known\n`;
    box.write("Dockerfile", `${comment("undecided-tag, root-user")}${image}USER root\n`);
    box.write("b/Dockerfile", `${comment("undecided-tag")}${image}USER dockeruser\n`);
    const { stderr } = box.run(["--fix", "--ignore", "root-user"]);
    expect(stderr).toContain("2 fixed in 2 files.");
    expect(box.read("Dockerfile")).toBe(`${comment("root-user")}${image}USER root\n`);
    expect(box.read("b/Dockerfile")).toBe(`${image}USER dockeruser\n`);
  });
});

test.each([
  ["rules", "rules: { undecided-tag: off }"],
  ["rules with a mapping", "rules:\n  undecided-tag: { level: off }"],
  ["overrides", "overrides: [{ files: ['**'], rules: { undecided-tag: off } }]"],
  ["exceptions", "exceptions: [{ rules: [undecided-tag], reason: known }]"],
  ["exceptions with both", "exceptions: [{ rules: [undecided-tag, unverified-tag], reason: x }]"],
])("a configuration means the rule by it: %s", (_, config) => {
  box.write("Dockerfile", mistyped);
  box.write(".inferlint.yaml", `${config}\n`);
  const ran = run();
  // Without the rule about tags, unverified-image says that the age is unknown.
  expect(open(ran)).not.toContain("unverified-tag");
  expect(notices(ran)).toEqual([
    expect.stringMatching(/^\.inferlint\.yaml:\d undecided-tag is now /),
  ]);
});

test("a configuration that sets a rule by both of its ids is an error", () => {
  box.write(".inferlint.yaml", "rules:\n  unverified-tag: error\n  undecided-tag: off\n");
  const { status, stderr } = box.run([]);
  expect(status).toBe(2);
  expect(stderr).toContain(
    ".inferlint.yaml:3:3: undecided-tag is the former id of unverified-tag, which is set here too: remove one of them",
  );
});

test("a policy means the rule by it, and binds a repository that uses the id of today", () => {
  box.write("Dockerfile", mistyped);
  box.write("policy.yaml", "rules: { undecided-tag: error }\n");
  box.write(".inferlint.yaml", "rules: { unverified-tag: off }\n");
  const bound = run("--policy", "policy.yaml");
  expect(bound.report.findings).toMatchObject([{ ruleId: "unverified-tag", level: "error" }]);
  expect(notices(bound)).toEqual([`policy.yaml:1 ${notice}`]);
  box.write("policy.yaml", "allowLocal: [undecided-tag]\n");
  expect(open(run("--policy", "policy.yaml"))).not.toContain("unverified-tag");
});

test.each([
  [["--only", "undecided-tag"], ["unverified-tag"]],
  [["--only", "root-user, undecided-tag"], ["unverified-tag"]],
  [["--ignore", "undecided-tag"], ["unverified-image"]],
  [["--rule", "undecided-tag=off"], ["unverified-image"]],
])("an option means the rule by it: %j", (args, expected) => {
  box.write("Dockerfile", mistyped);
  const ran = run(...args);
  expect(open(ran)).toEqual(expected);
  expect(notices(ran)).toEqual([`: ${notice}`]);
});

test("inferlint config names the rule by the id of today", () => {
  const { stdout, stderr } = box.run(["config", "--rule", "undecided-tag=note"]);
  expect(stdout).toMatch(/ {2}unverified-tag:\n {4}level: note # command line/);
  expect(stdout).not.toContain("undecided-tag");
  expect(stderr).toContain(notice);
});

test("inferlint explain shows the page", () => {
  const { status, stdout, stderr } = box.run(["explain", "undecided-tag"]);
  expect(status).toBe(0);
  expect(stdout).toBe(box.run(["explain", "unverified-tag"]).stdout);
  expect(stderr).toContain(notice);
});

test("inferlint rules shows status, version and former ids", () => {
  const { stdout } = box.run(["rules"]);
  expect(stdout).toMatch(
    /^unverified-tag +warning +stable +0\.1\.0 +.* Formerly undecided-tag\.$/m,
  );
});

test("the fingerprint is that of the rule, and SARIF has the former id", () => {
  box.write("Dockerfile", mistyped);
  const fingerprints = [
    ["--only", "undecided-tag"],
    ["--only", "unverified-tag"],
  ].map((args) => run(...args).report.findings[0]?.fingerprint);
  expect(fingerprints[0]).toBe(fingerprints[1]);
  const sarif = JSON.parse(box.run(["--format", "sarif"]).stdout) as Log;
  const rules = sarif.runs[0]?.tool.driver.rules ?? [];
  expect(
    rules.flatMap(({ id, deprecatedIds }) => (deprecatedIds ? [[id, ...deprecatedIds]] : [])),
  ).toEqual([
    ["unverified-image", "undecided-image"],
    ["unverified-tag", "undecided-tag"],
  ]);
});

describe("a baseline with it", () => {
  const file = ".inferlint-baseline.json";

  /** The baseline as an earlier version wrote it: the rule in fingerprints, too. */
  function writeFormer(): void {
    box.write("Dockerfile", mistyped);
    box.run(["--update-baseline"]);
    const { findings } = JSON.parse(box.read(file)) as {
      findings: readonly { rule: string; about: string; path: string }[];
    };
    expect(findings.map(({ rule }) => rule)).toEqual(["unverified-tag"]);
    const former = findings.map(({ about, path }) => {
      const subject = about.replace(", stage ", "|");
      const text = ["undecided-tag", path, subject, 1].join("\n");
      const fingerprint = createHash("sha256").update(text).digest("hex").slice(0, 32);
      return { path, rule: "undecided-tag", about, fingerprint };
    });
    box.write(file, JSON.stringify({ schema: "inferlint.baseline/1", findings: former }));
  }

  test("accepts the findings, and a notification names the file", () => {
    writeFormer();
    const ran = run();
    expect(open(ran)).toEqual([]);
    expect(ran.report.summary.baselined).toBe(1);
    expect(notices(ran)).toEqual([`${file}:1 ${notice}`]);
    expect(ran.report.notifications).toHaveLength(1);
  });

  test("does so with the fingerprint of today, too", () => {
    box.write("Dockerfile", mistyped);
    box.run(["--update-baseline"]);
    box.write(file, box.read(file).replace('"unverified-tag"', '"undecided-tag"'));
    expect(open(run())).toEqual([]);
  });

  test("is resolved where the finding is gone", () => {
    writeFormer();
    box.write("Dockerfile", mistyped.replace("lastest", "latest"));
    expect(run().report.notifications.map(({ id }) => id)).toContain("baseline-outdated");
  });

  test.each([[["--update-baseline"]], [["--update-baseline", "--baseline-add"]]])(
    "is written with the id and the fingerprint of today: %j",
    (args) => {
      writeFormer();
      box.run(args);
      const written = box.read(file);
      box.write(file, '{ "schema": "inferlint.baseline/1", "findings": [] }');
      box.run(["--update-baseline", "--baseline-add"]);
      expect(written).toBe(box.read(file));
      expect(written).not.toContain("undecided");
    },
  );
});
