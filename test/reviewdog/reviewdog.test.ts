import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonReportV1 } from "../../src/report/json/schema.ts";
import { readDocument } from "../support/documents.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import {
  bareEnvironment,
  frozenCli,
  git,
  projectRoot,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";

// reviewdog, built from the version of go.mod in this folder, reads what --format sarif and --format concise write.

const ended = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";
const current = "mcr.microsoft.com/azureml/minimal-py312-inference";

/** A diagnostic as reviewdog writes it with `-reporter=rdjson`. */
interface Diagnostic {
  readonly message: string;
  readonly location: {
    readonly path: string;
    readonly range: { readonly start: { readonly line: number; readonly column: number } };
  };
  readonly severity: string;
  readonly code?: { readonly value: string };
}

/** The error formats of a command in the documents. */
const [, ...errorFormats] =
  /^reviewdog (-efm='[^']+') (-efm='[^']+')/m.exec(readDocument("docs/reports.md")) ?? [];

describe.skipIf(!realProgramsRequired)("reviewdog", () => {
  const folder = temporaryDirectory();
  const program = join(folder, "bin/reviewdog");
  const tree = join(folder, "tree");

  beforeAll(() => {
    mkdirSync(dirname(program));
    const build = ["build", "-buildvcs=false", "-o", program];
    const { status, stderr } = run(
      "go",
      [...build, "github.com/reviewdog/reviewdog/cmd/reviewdog"],
      { cwd: join(projectRoot, "test/reviewdog"), env: process.env },
    );
    if (status !== 0) throw new Error(`go build failed:\n${stderr}`);
    write("Dockerfile", `FROM ${current}:latest\n`);
    write("old/Dockerfile", `FROM ${ended}:latest\nUSER root\n`);
    write("a b/é [x]/Dockerfile", `FROM ${current}:20240101.v1\n`);
    git(tree, "init", "--quiet");
    git(tree, "add", "--all");
    git(tree, "commit", "--quiet", "--message=Base");
    write("Dockerfile", `FROM ${current}:latest\nUSER root\n`);
  }, 600_000);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }

  function lint(format: string): string {
    const args = [frozenCli, "--as-of", "2026-11-23", "--format", format];
    return run(process.execPath, args, { cwd: tree }).stdout;
  }

  function reviewdog(input: string, ...args: readonly string[]): ReturnType<typeof run> {
    const env = bareEnvironment();
    return spawnSync(program, args, { cwd: tree, encoding: "utf8", env, input });
  }

  function read(format: string, ...args: readonly string[]): readonly Diagnostic[] {
    const all = ["-reporter=rdjson", "-filter-mode=nofilter", ...args];
    const { status, stdout, stderr } = reviewdog(lint(format), ...all);
    expect(status, stderr).toBe(0);
    return (JSON.parse(stdout) as { readonly diagnostics: readonly Diagnostic[] }).diagnostics;
  }

  const placeOf = ({ location }: Diagnostic): string => {
    const { line, column } = location.range.start;
    return `${location.path}:${line}:${column}`;
  };

  test("reads every finding of SARIF: place, level, rule and message", () => {
    const { findings } = JSON.parse(lint("json")) as JsonReportV1;
    expect(findings.length).toBeGreaterThan(4);
    const diagnostics = read("sarif", "-f=sarif");
    expect(
      diagnostics.map((one) => [placeOf(one), one.severity, one.code?.value]).toSorted(),
    ).toEqual(
      findings
        .map(({ path, region, level, ruleId }) => [
          `${path}:${region.startLine}:${region.startColumn}`,
          level.toUpperCase(),
          ruleId,
        ])
        .toSorted(),
    );
    for (const { message, code } of diagnostics) {
      const finding = findings.find(({ ruleId }) => ruleId === code?.value);
      expect(message.toLowerCase()).toContain(finding?.short.toLowerCase());
    }
  });

  test("reads the lines of concise with the error formats of the documents", () => {
    expect(errorFormats).toHaveLength(2);
    const formats = errorFormats.map((format) => format.replaceAll("'", ""));
    const { findings } = JSON.parse(lint("json")) as JsonReportV1;
    // An error format of reviewdog takes no blank for a part of a path.
    const readable = findings.filter(({ path }) => !path.includes(" "));
    expect(readable.length).toBeLessThan(findings.length);
    expect(
      read("concise", ...formats).map((one) => [placeOf(one), one.severity, one.message]),
    ).toEqual(
      readable.map(({ path, region, level, ruleId, short }) => [
        `${path}:${region.startLine}:${region.startColumn}`,
        level.toUpperCase(),
        `${ruleId}: ${short}`,
      ]),
    );
  });

  test.each(["sarif", "concise"])(
    "shows of %s what is on the lines of a diff, and fails",
    (format) => {
      const formats = errorFormats.map((one) => one.replaceAll("'", ""));
      const input = format === "sarif" ? ["-f=sarif"] : formats;
      const args = ["-reporter=local", "-diff=git diff HEAD", "-fail-level=error", ...input];
      const changed = reviewdog(lint(format), ...args);
      expect(changed.status).toBe(1);
      expect(changed.stdout.match(/root-user/g)?.length).toBeGreaterThan(0);
      expect(changed.stdout).not.toContain("eol-os");
      const unchanged = reviewdog(lint(format), ...args, "-diff=git diff HEAD -- old");
      expect(unchanged).toMatchObject({ status: 0, stdout: "" });
    },
  );
});
