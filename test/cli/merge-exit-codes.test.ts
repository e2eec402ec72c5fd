import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

// What fails in a repository fails in the merged report, and nothing else does.

const levels = ["error", "warning", "note", "never"] as const;
const rules = (level: string): string =>
  `rules: { eol-os: ${level}, eol-python: off, unsupported-image: off, root-user: off, stale-tag: off }\n`;
const old = "FROM mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference:latest\n";

let box: Sandbox;
let here: Sandbox;
beforeAll(() => {
  here = sandbox();
});
afterAll(() => {
  here.remove();
});

/** The exit codes of lint and of merge of its report alone, and the report. */
function codes(files: Readonly<Record<string, string>>, args: readonly string[] = []) {
  box = sandbox();
  try {
    for (const [path, text] of Object.entries(files)) box.write(path, text);
    const { status, stdout } = box.run([...args, "--format", "json"]);
    here.write("a.json", stdout);
    const merged = here.run(["merge", "a=a.json", "--format", "json"]);
    return {
      ...{ lint: status, merge: merged.status },
      report: JSON.parse(stdout) as JsonReportV1,
      merged: JSON.parse(merged.stdout) as JsonReportV1,
    };
  } finally {
    box.remove();
  }
}

const order = (level: string): number => levels.findIndex((one) => one === level);

describe("the exit code of merge is that of lint", () => {
  test.each(
    levels.flatMap((failOn) =>
      (["error", "warning", "note"] as const).map((level) => [failOn, level] as const),
    ),
  )("with failOn: %s and a finding that is a %s", (failOn, level) => {
    const fails = failOn !== "never" && order(level) <= order(failOn) ? 1 : 0;
    const configured = codes({
      Dockerfile: old,
      ".inferlint.yaml": `failOn: ${failOn}\n${rules(level)}`,
    });
    expect(configured.report.summary[`${level}s`]).toBe(1);
    expect(configured).toMatchObject({ lint: fails, merge: fails, report: { failOn } });
    expect(configured.merged.failOn).toBe(failOn);
    expect(configured.merged).not.toHaveProperty("failOnByFile");
  });

  test("with failOn of a policy and of the command line", () => {
    here.write("policy.yaml", `failOn: warning\n${rules("warning")}`);
    const policy = ["--policy", `${here.root}/policy.yaml`];
    expect(codes({ Dockerfile: old }, policy)).toMatchObject({ lint: 1, merge: 1 });
    const config = { Dockerfile: old, ".inferlint.yaml": rules("note") };
    expect(codes(config, ["--fail-on", "note"])).toMatchObject({ lint: 1, merge: 1 });
    expect(codes(config)).toMatchObject({ lint: 0, merge: 0 });
  });

  test.each([
    ["warning", "never", "warning", 1],
    ["never", "warning", "warning", 1],
    ["never", "error", "warning", 0],
    ["error", "note", "note", 1],
  ])("with failOn: %s, and %s in a nested repository", (outer, inner, level, exit) => {
    const ran = codes({
      Dockerfile: old,
      ".inferlint.yaml": `failOn: ${outer}\n${rules(level)}`,
      "nested/.git/HEAD": "",
      "nested/.inferlint.yaml": `failOn: ${inner}\n${rules(level)}`,
      "nested/Dockerfile": old,
    });
    expect(ran).toMatchObject({ lint: exit, merge: exit });
    expect(ran.report).toMatchObject({
      failOn: outer,
      failOnByFile: { "nested/Dockerfile": inner },
    });
    expect(ran.merged).toMatchObject({
      failOn: outer,
      failOnByFile: { "a/nested/Dockerfile": inner },
    });
  });

  test("where overrides decide the level of a file", () => {
    const config = `failOn: warning\n${rules("note")}overrides: [{ files: [a/**], rules: { eol-os: warning } }]\n`;
    expect(codes({ "a/Dockerfile": old, ".inferlint.yaml": config })).toMatchObject({
      ...{ lint: 1, merge: 1 },
    });
    expect(codes({ "b/Dockerfile": old, ".inferlint.yaml": config })).toMatchObject({
      ...{ lint: 0, merge: 0 },
    });
  });

  test("where something was not checked", () => {
    const ran = codes({ Dockerfile: "FROM python:3.12\n" }, ["Dockerfile", "missing"]);
    expect(ran).toMatchObject({ lint: 2, merge: 2, report: { incomplete: true } });
    expect(ran.merged.incomplete).toBe(true);
    const whole = codes({ Dockerfile: "FROM python:3.12\n" });
    expect(whole).toMatchObject({ lint: 0, merge: 0 });
    expect(whole.report).not.toHaveProperty("incomplete");
  });

  test("of each repository where they differ, unless --fail-on is given", () => {
    const [strict, lax] = ["warning", "never"].map((failOn) => {
      const { report } = codes({
        Dockerfile: old,
        ".inferlint.yaml": `failOn: ${failOn}\n${rules("warning")}`,
      });
      return JSON.stringify(report);
    });
    here.write("strict.json", strict ?? "");
    here.write("lax.json", lax ?? "");
    const merged = (args: readonly string[]) => here.run(["merge", ...args, "--format", "json"]);
    const both = merged(["a=lax.json", "b=strict.json"]);
    expect(both.status).toBe(1);
    expect(JSON.parse(both.stdout)).toMatchObject({
      failOn: "never",
      failOnByFile: { "b/Dockerfile": "warning" },
    });
    expect(merged(["a=lax.json"]).status).toBe(0);
    expect(merged(["a=lax.json", "--fail-on", "warning"]).status).toBe(1);
    const given = merged(["a=lax.json", "b=strict.json", "--fail-on", "error"]);
    expect(given.status).toBe(0);
    expect(JSON.parse(given.stdout)).toMatchObject({ failOn: "error" });
    expect(given.stdout).not.toContain("failOnByFile");
    const hidden = merged(["b=strict.json", "--min-level", "error"]);
    expect(hidden.status).toBe(2);
    expect(hidden.stderr).toContain("fails from warning on in b/Dockerfile");
  });
});

test.each([3, 4])("%i names of other images are shown as lint shows them", (count) => {
  const names = ["openmpi4.1.0", "openmpi5.0", "openmpi3.1", "openmpi2.0"].slice(0, count);
  const text = names.map((name) => `FROM mcr.microsoft.com/azureml/${name}-ubuntu22.04:latest\n`);
  box = sandbox();
  box.write("Dockerfile", text.join(""));
  const shown = /^.*other azureml images[^;]*;/m;
  const [own] = shown.exec(box.run([]).stdout) ?? [""];
  here.write("a.json", box.run(["--format", "json"]).stdout);
  box.remove();
  expect(own).not.toBe("");
  expect(own.includes(" …")).toBe(count > 3);
  expect(here.run(["merge", "a=a.json"]).stdout).toContain(own);
});

test("the merged page of repositories has the ends of all of them", () => {
  const files = [old, "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250219.v1\n"];
  for (const [index, text] of files.entries()) {
    box = sandbox();
    box.write("Dockerfile", text);
    here.write(`${index}.json`, box.run(["--format", "json"]).stdout);
    box.remove();
  }
  const reports = ["merge", "a=0.json", "b=1.json", "c=0.json"];
  const { supportEnds = [] } = JSON.parse(
    here.run([...reports, "--format", "json"]).stdout,
  ) as JsonReportV1;
  expect(supportEnds.map(({ name, references }) => [name, references])).toEqual(
    expect.arrayContaining([
      ["Ubuntu 20.04", 2],
      ["Python 3.8", 2],
      ["tag of 2025-02-19", 1],
    ]),
  );
  const page = here.run([...reports, "--format", "html"]).stdout;
  const timeline = /<h2 id="timeline">.*?<\/section>/s.exec(page)?.[0].replace(/<[^>]*>/g, "");
  for (const { name } of supportEnds) expect(timeline?.toLowerCase()).toContain(name.toLowerCase());
});
