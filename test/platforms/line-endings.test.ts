import { readFileSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ended } from "../support/working-copy.ts";
import { frozenCli, git, run, temporaryDirectory } from "../support/working-copy.ts";

// A checkout with CRLF, as git for Windows makes it, has the findings of one with LF.

const ended = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest";
const files: Readonly<Record<string, string>> = {
  "score/Dockerfile": `# escape=\\
ARG BASE=${ended}
FROM \${BASE} AS base
RUN echo a \\
  # a comment
  && echo b
COPY <<EOF /etc/motd
USER nobody
EOF
USER root
`,
  "held/Dockerfile": `# inferlint: ignore[eol-os, eol-python, unsupported-image] until=2027-01-31 -- the move is planned
FROM ${ended}
`,
  "old/Dockerfile": `FROM ${ended}\nUSER root\n`,
  "deploy.yml": `image: ${ended}\n`,
  "notes.ipynb": `${JSON.stringify({ cells: [{ cell_type: "code", source: [`image = "${ended}"\n`] }], nbformat: 4 }, null, 1)}\n`,
  "train.py": `from azure.ai.ml.entities import Environment\nenv = Environment(\n    image="${ended}",\n)\n`,
  ".inferlint.yaml": `rules:
  root-user: warning
baseline: .inferlint-baseline.json
exceptions:
  - rules: [eol-python]
    files: ["*.yml"]
    until: 2027-01-31
    reason: the move is planned
`,
};

const location = temporaryDirectory();
const [origin, lf, crlf] = ["origin", "lf", "crlf"].map((name) => join(location, name)) as [
  string,
  string,
  string,
];
const check = (cwd: string, ...args: readonly string[]): Ended =>
  run(process.execPath, [frozenCli, "--as-of", "2026-11-23", ...args], { cwd });

beforeAll(() => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(origin, path)), { recursive: true });
    writeFileSync(join(origin, path), text);
  }
  git(origin, "init", "--quiet", "--initial-branch=main");
  check(origin, "--update-baseline", "--baseline-add", "old");
  git(origin, "add", "--all");
  git(origin, "commit", "--quiet", "--message=Begin");
  for (const [directory, setting] of [
    [lf, "false"],
    [crlf, "true"],
  ] as const)
    git(location, "clone", "--quiet", "--config", `core.autocrlf=${setting}`, origin, directory);
});
afterAll(() => {
  rmSync(location, { recursive: true });
});

const reportOf = (cwd: string, format: string, ...args: readonly string[]): unknown =>
  JSON.parse(check(cwd, "--format", format, "--show-suppressed", ...args).stdout);

describe("a checkout with CRLF", () => {
  test("is one, with files that end lines so", () => {
    expect(readFileSync(join(crlf, "score/Dockerfile"), "utf8")).toContain("\r\nFROM ");
    expect(readFileSync(join(crlf, ".inferlint.yaml"), "utf8")).toContain("\r\n");
    expect(readFileSync(join(lf, "score/Dockerfile"), "utf8")).not.toContain("\r");
  });

  test("has the same findings at the same places, with the same suppressions and baseline", () => {
    interface Report {
      readonly findings: readonly { readonly path: string }[];
      readonly summary: unknown;
      readonly notifications: unknown;
    }
    const report = reportOf(lf, "json") as Report;
    const { findings, summary, notifications } = reportOf(crlf, "json") as Report;
    expect({ findings, summary, notifications }).toEqual({
      findings: report.findings,
      summary: report.summary,
      notifications: report.notifications,
    });
    expect([...new Set(report.findings.map(({ path }) => path))].sort()).toEqual([
      "deploy.yml",
      "held/Dockerfile",
      "notes.ipynb",
      "old/Dockerfile",
      "score/Dockerfile",
      "train.py",
    ]);
  });

  test("has the same fingerprints in SARIF", () => {
    const fingerprints = (cwd: string): readonly string[] =>
      JSON.stringify(reportOf(cwd, "sarif")).match(/"partialFingerprints":\{[^}]*\}/g) ?? [];
    expect(fingerprints(lf).length).toBeGreaterThan(5);
    expect(fingerprints(crlf)).toEqual(fingerprints(lf));
  });

  test("has the same text report", () => {
    expect(check(crlf)).toEqual(check(lf));
  });

  test("brings nothing new, compared with the commit that it is of", () => {
    const { status, stdout } = check(crlf, "--against", "HEAD");
    expect(stdout).toContain("No new findings");
    expect(status).toBe(0);
  });

  test("keeps CRLF when a fix is applied", () => {
    const before = readFileSync(join(crlf, "score/Dockerfile"), "utf8");
    check(crlf, "--fix", "--unsafe-fixes", "score");
    const after = readFileSync(join(crlf, "score/Dockerfile"), "utf8");
    expect(after).not.toBe(before);
    expect(after.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    check(lf, "--fix", "--unsafe-fixes", "score");
    const expected = readFileSync(join(lf, "score/Dockerfile"), "utf8");
    expect(after).toBe(expected.replaceAll("\n", "\r\n"));
  });
});
