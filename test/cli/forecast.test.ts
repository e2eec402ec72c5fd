import { Ajv } from "ajv";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ForecastReportV1 } from "../../src/report/forecast/schema.ts";
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
  JSON.parse(readFileSync("schema/inferlint.forecast.v1.json", "utf8")) as object,
);

function lines(stdout: string): readonly string[] {
  return stdout.split("\n").filter((line) => /^\d{4}-/.test(line));
}

test("names what ends: an exception, a suppression, the window of a tag", () => {
  box.write("score/Dockerfile", `FROM ${old}\n`);
  box.write(
    "serve/Dockerfile",
    `# inferlint: ignore[floating-tag] until=2026-12-24 -- why\nFROM ${image}/zz-example-inference\n`,
  );
  box.write("tagged/Dockerfile", `FROM ${tagged}\n`);
  box.write(
    ".inferlint.yaml",
    `rules: { floating-tag: warning, eol-os: off, support-ending: off }
exceptions:
  - { rules: [eol-python], files: [score/**], until: 2027-01-31, reason: retrained in January }
`,
  );
  const { status, stdout, stderr } = box.run(["forecast"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(lines(stdout)).toEqual([
    "2026-12-10  serve/Dockerfile:1  suppression ends on 2026-12-24 → exception-ending",
    "2026-12-25  serve/Dockerfile:1  suppression ended (until 2026-12-24) → unused-suppression",
    "2026-12-25  serve/Dockerfile:1  suppression ended (until 2026-12-24) → exception-ending resolved",
    "2026-12-25  serve/Dockerfile:2  suppression ended (until 2026-12-24) → floating-tag",
    "2027-01-16  tagged/Dockerfile:1  tag of 2026-07-15 leaves the support window of 6 months at the earliest → unverified-tag",
    "2027-01-17  .inferlint.yaml:3  suppression ends on 2027-01-31 → exception-ending",
    "2027-02-01  .inferlint.yaml:3  exception ended (until 2027-01-31) → unused-suppression",
    "2027-02-01  .inferlint.yaml:3  exception ended (until 2027-01-31) → exception-ending resolved",
    "2027-02-01  score/Dockerfile:1  exception ended (until 2027-01-31) → eol-python",
  ]);
  expect(stdout).toContain(
    "\n\n9 changes on 5 days until 2027-11-23 in 3 files, as of 2026-11-23\nCoverage: ",
  );
  expect(stdout).not.toContain("\u001B");
});

test("JSON follows the published schema", () => {
  box.write("Dockerfile", `FROM ${tagged}\n`);
  box.write("other/Dockerfile", "FROM python:3.12\n");
  const { status, stdout } = box.run(["forecast", "-f", "json", "--days", "60"]);
  expect(status).toBe(0);
  const report = JSON.parse(stdout) as ForecastReportV1;
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report).toMatchObject({
    ...{ schema: "inferlint.forecast/1", asOf: "2026-11-23", until: "2027-01-22" },
    changes: [
      {
        ...{ day: "2027-01-16", change: "new", ruleId: "unverified-tag", level: "warning" },
        ...{ path: "Dockerfile", image: tagged },
        region: { startLine: 1, startColumn: 6 },
        cause: { kind: "window-left", published: "2026-07-15", bound: "exact", months: 6 },
      },
    ],
    summary: { files: 2, checked: 1, images: 1, new: 1, resolved: 0 },
    notifications: [],
  });
});

test("the number of days decides how far it looks", () => {
  box.write("Dockerfile", `FROM ${tagged}\n`);
  const nothing = box.run(["forecast", "--days", "53"]);
  expect(nothing).toMatchObject({ status: 0, stderr: "" });
  expect(nothing.stdout.split("\n")[0]).toBe(
    "Nothing changes until 2027-01-15 in 1 file (1 checked, 1 azureml inference image), as of 2026-11-23",
  );
  expect(lines(box.run(["forecast", "--days", "54"]).stdout)).toHaveLength(1);
});

test("rules, targets, build arguments and baselines decide as in lint", () => {
  box.write("Dockerfile", `ARG TAG\nFROM ${image}/zz-example-inference:$TAG\n`);
  const args = ["forecast", "-q", "--only", "stale-tag,unverified-tag"];
  expect(box.run(args).stdout).toBe("");
  const given = [...args, "--build-arg", "TAG=20260715.v1"];
  expect(lines(box.run(given).stdout)).toHaveLength(1);
  const off = [...given, "--rule", "unverified-tag=off"];
  expect(lines(box.run(off).stdout)).toHaveLength(0);
  const later = ["--as-of", "2027-02-01", "lint", "--build-arg", "TAG=20260715.v1"];
  box.run([...later, "--update-baseline"]);
  expect(lines(box.run(given).stdout)).toHaveLength(0);
  expect(lines(box.run([...given, "--no-baseline"]).stdout)).toHaveLength(1);
});

test("writes to a file, and keeps it where something was not read", () => {
  box.write("Dockerfile", `FROM ${tagged}\n`);
  expect(box.run(["forecast", "-f", "json", "-o", "calendar.json"]).stdout).toBe("");
  const before = box.read("calendar.json");
  const { status, stderr } = box.run([
    "forecast",
    ".",
    "missing",
    "-f",
    "json",
    "-o",
    "calendar.json",
  ]);
  expect(status).toBe(2);
  expect(stderr).toContain("inferlint: error: missing: ");
  expect(stderr).toContain("calendar.json was not changed");
  expect(box.read("calendar.json")).toBe(before);
});

test("a file that is named, and one that is not there", () => {
  box.write("Dockerfile", `FROM ${tagged}\n`);
  const { stdout } = box.run(["forecast", "Dockerfile"]);
  expect(stdout).toContain("Dockerfile:1  tag of 2026-07-15");
  expect(box.run(["forecast", "empty"]).status).toBe(2);
});

test("a file that cannot be read as text is named, and the exit code is 2", () => {
  box.write("Dockerfile", Buffer.from(`FROM ${tagged}\n\0`));
  const off = ["forecast", "--rule", "invalid-dockerfile=off"];
  const { status, stderr } = box.run(off);
  expect(status).toBe(2);
  expect(stderr).toContain("Dockerfile: Not checked: ");
  expect(box.run(["forecast"]).status).toBe(0);
});

test("a facts file answers on every day as it does in lint", () => {
  box.write("Dockerfile", `FROM ${image}/zz-example-inference:20251001.v1\n`);
  const digest = `sha256:${"a".repeat(64)}`;
  const answers = {
    answeredAt: "2026-11-22T02:00:00Z",
    tags: ["20251001.v1", "latest"],
    images: { latest: { digest, created: "2026-03-20", user: "dockeruser", env: [] } },
  };
  const repositories = { "azureml/zz-example-inference": { "mcr.microsoft.com": answers } };
  box.write("facts.json", JSON.stringify({ schema: "inferlint.facts/1", repositories }));
  const args = ["--only", "stale-tag,unverified-tag", "--facts", "facts.json"];
  expect(box.run(["lint", ...args]).stdout).toContain("No findings");
  const { status, stdout, stderr } = box.run(["forecast", "-q", ...args]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  // From the eighth day on, latest may be newer than the answer.
  expect(stdout).toBe(
    "2026-11-30  Dockerfile:1  answers of registries are too old (2026-11-22) → unverified-tag\n",
  );
});

describe("a command line with a fault", () => {
  test.each([
    [["--days", "0"], "--days takes a number of days from 1 to 3650, not 0"],
    [["--days", "3651"], "--days takes a number of days from 1 to 3650, not 3651"],
    [["--days", "1.5"], "--days takes a number of days from 1 to 3650, not 1.5"],
    [["--days", "soon"], "--days takes a number of days from 1 to 3650, not soon"],
    [["-f", "sarif"], "--format sarif is not valid with forecast, which writes text or json"],
    [["--fix"], "--fix is not valid with forecast"],
    [["--fail-on", "note"], "--fail-on is not valid with forecast"],
    [["--exit-zero"], "--exit-zero is not valid with forecast"],
    [["--update-baseline"], "--update-baseline is not valid with forecast"],
    [["--statistics"], "--statistics is not valid with forecast"],
    [["--verbose"], "--verbose is not valid with forecast"],
  ])("%j", (args, message) => {
    expect(box.run(["forecast", ...args])).toEqual({
      status: 2,
      stdout: "",
      stderr: `inferlint: ${message}\n`,
    });
  });

  test("--days belongs to forecast alone", () => {
    const { status, stderr } = box.run(["lint", "--days", "3"]);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: "inferlint: --days is not valid with lint\n",
    });
  });
});

test("the last day of the calendar is the last day of a forecast", () => {
  box.write("Dockerfile", `FROM ${tagged}\n`);
  const { status, stdout } = box.run(["forecast", "--as-of", "9999-12-01", "-f", "json"]);
  expect(status).toBe(0);
  expect((JSON.parse(stdout) as ForecastReportV1).until).toBe("9999-12-31");
});

test("a directory called forecast is a path where it is written as one", () => {
  box.write("forecast/Dockerfile", `FROM ${tagged}\nUSER root\n`);
  expect(box.run(["./forecast"]).stdout).toContain("root-user");
  expect(box.run(["forecast"]).stdout).toContain("unverified-tag");
});

test("is a file of its own, which lint does not load", () => {
  expect(readFileSync("dist/cli.cjs", "utf8")).not.toContain("inferlint.forecast/1");
  expect(readFileSync("dist/forecast-command.cjs", "utf8")).toContain("inferlint.forecast/1");
});
