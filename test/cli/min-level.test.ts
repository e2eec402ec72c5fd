import { afterEach, beforeEach, expect, test } from "vitest";
import type { Sandbox } from "../support/cli.ts";
import { sandbox } from "../support/cli.ts";

let box: Sandbox;
beforeEach(() => {
  box = sandbox();
  // An error, a warning and a note.
  box.write("Dockerfile", "FROM mcr.microsoft.com/azureml/minimal-py312-inference:20250101.v1\n");
  box.write(
    ".inferlint.yaml",
    "rules: { stale-tag: error, support-ending: { days: 3650 }, floating-tag: off }\nexceptions: [{ rules: [eol-python], reason: later }]\n",
  );
});
afterEach(() => {
  box.remove();
});

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly findings: readonly { readonly level: string }[];
  readonly notifications: readonly { readonly id: string; readonly message: string }[];
}

const levelsOf = (args: readonly string[]): readonly string[] => {
  const { findings } = JSON.parse(box.run([...args, "--format", "json"]).stdout) as Report;
  return findings.map(({ level }) => level).sort();
};

test("lower levels are in no report, and the exit code stays", () => {
  expect(levelsOf([])).toEqual(["error", "note", "warning"]);
  expect(levelsOf(["--min-level", "note"])).toEqual(["error", "note", "warning"]);
  expect(levelsOf(["--min-level", "warning"])).toEqual(["error", "warning"]);
  expect(levelsOf(["--min-level", "error"])).toEqual(["error"]);
  for (const level of ["note", "warning", "error"])
    expect(box.run(["--min-level", level]).status).toBe(1);
  for (const format of ["text", "concise", "sarif"]) {
    const { stdout } = box.run(["--min-level", "error", "--format", format]);
    expect(stdout).toContain("stale-tag");
    expect(stdout).not.toMatch(/unused suppression of eol-python|support ends on 2028/);
  }
  expect(box.run(["--min-level", "error", "--statistics"]).stdout).toBe("1  stale-tag\n");
});

test("what was left out is counted", () => {
  const { stdout, stderr } = box.run(["--min-level", "error"]);
  expect(stdout).toContain("1 problem (1 error) in 1 file, 2 below --min-level, as of");
  expect(stderr).toBe("");
  const json = JSON.parse(box.run(["--min-level", "error", "--format", "json"]).stdout) as Report;
  expect(json.summary).toMatchObject({ errors: 1, warnings: 0, notes: 0 });
  expect(json.notifications).toMatchObject([
    { id: "left-out", message: "Left out: 2 findings below --min-level error." },
  ]);
  const quiet = box.run(["--min-level", "error", "--rule", "stale-tag=note"]);
  expect(quiet).toMatchObject({ status: 0 });
  expect(quiet.stdout).toMatch(/^No findings in 1 file \(.*\), 3 below --min-level, as of/);
});

test("what fails the run cannot be left out", () => {
  expect(box.run(["--min-level", "error", "--fail-on", "warning"])).toEqual({
    status: 2,
    stdout: "",
    stderr:
      "inferlint: --min-level error would leave out findings that fail the run, which fails from warning on: use --min-level warning, or --fail-on error\n",
  });
  expect(box.run(["--min-level", "warning", "--fail-on", "warning"]).status).toBe(1);
  expect(box.run(["--min-level", "error", "--fail-on", "never"]).status).toBe(0);
  box.write("a/.inferlint.yaml", "failOn: note\n");
  expect(box.run(["--min-level", "error", "Dockerfile"]).status).toBe(1);
  box.write("a/Dockerfile", "FROM scratch\n");
  expect(box.run(["--min-level", "warning"])).toMatchObject({
    status: 2,
    stdout: "",
    stderr: expect.stringContaining(
      "which fails from note on in a: use --min-level note",
    ) as string,
  });
  expect(box.run(["--min-level", "warning", "--fail-on", "error"]).status).toBe(1);
});

test("words of other tools, and commands without findings in reports", () => {
  expect(box.run(["--min-level", "info"]).stderr).toContain(
    "--min-level must be error, warning or note, not info (did you mean note?)",
  );
  expect(levelsOf(["--min-level", "warn"])).toEqual(["error", "warning"]);
  expect(box.run(["inspect", "--min-level", "error"]).stderr).toContain(
    "--min-level is not valid with inspect",
  );
});
