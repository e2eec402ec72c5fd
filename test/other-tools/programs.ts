import { join, relative } from "node:path";
import fastGlob from "fast-glob";
import { isSkippedWithout } from "../support/real-programs.ts";
import type { Ended } from "../support/working-copy.ts";
import { bareEnvironment, frozenCli, projectRoot, run } from "../support/working-copy.ts";

// The programs of test/other-tools/requirements.txt, as users run them in a directory.

const bin = join(projectRoot, "test/other-tools/.venv/bin");

/** Whether tests with them are skipped. */
export const areMissing: boolean = isSkippedWithout(join(bin, "hadolint"));

/** The Python of their environment, which has RE2. */
export const python: string = join(bin, "python3");

export type Program = "hadolint" | "tally" | "Trivy" | "checkov";

/** What one of them, or inferlint, reports of a file. */
export interface Report {
  /** Relative to the directory, with `/`. */
  readonly path: string;
  readonly rule: string;
}

const programs: Readonly<Record<Program, (cwd: string) => readonly Report[]>> = {
  hadolint: (cwd) => {
    const files = fastGlob.sync("**/{Dockerfile*,Containerfile*,*.dockerfile}", { cwd });
    const { stdout } = start(cwd, "hadolint", ["--format", "json", ...files]);
    const found = JSON.parse(stdout) as { file: string; code: string }[];
    return found.map(({ file, code }) => ({ path: file, rule: code }));
  },
  tally: (cwd) => {
    const { stdout } = start(cwd, "tally", [
      "lint",
      "--format",
      "json",
      "--slow-checks",
      "off",
      ".",
    ]);
    const { files } = JSON.parse(stdout) as {
      files: { file: string; violations: { rule: string }[] }[];
    };
    return files.flatMap(({ file, violations }) =>
      violations.map(({ rule }) => ({ path: relativeTo(cwd, file), rule })),
    );
  },
  Trivy: (cwd) => {
    const offline = ["--skip-check-update", "--skip-version-check"];
    const args = ["config", "--quiet", ...offline, "--format", "json", "."];
    const { Results: results = [] } = JSON.parse(start(cwd, "trivy", args).stdout) as {
      Results?: { Target: string; Misconfigurations?: { ID: string }[] }[];
    };
    return results.flatMap(({ Target: path, Misconfigurations: found = [] }) =>
      found.map(({ ID: rule }) => ({ path, rule })),
    );
  },
  checkov: (cwd) => {
    const kinds = ["--framework", "dockerfile", "--skip-download"];
    const args = ["--directory", ".", ...kinds, "--compact", "--quiet", "--output", "json"];
    const { stdout } = start(cwd, "checkov", args);
    const { results } = JSON.parse(stdout) as {
      results?: { failed_checks: { file_path: string; check_id: string }[] };
    };
    return (results?.failed_checks ?? []).map(({ file_path: path, check_id: rule }) => ({
      path: path.replace(/^\//, ""),
      rule,
    }));
  },
};

export const programNames: readonly Program[] = Object.keys(programs) as Program[];

/** What a program reports of all files of a directory, with the configuration that it finds there. */
export function reportsOf(program: Program, cwd: string): readonly Report[] {
  return programs[program](cwd);
}

/** What inferlint reports of a directory, as of 2026-11-23. */
export function inferlintReports(cwd: string, args: readonly string[] = []): readonly Report[] {
  const { stdout } = run(
    process.execPath,
    [frozenCli, "--as-of", "2026-11-23", "--format", "json", ...args],
    { cwd },
  );
  const { findings } = JSON.parse(stdout) as { findings: { path: string; ruleId: string }[] };
  return findings.map(({ path, ruleId }) => ({ path, rule: ruleId }));
}

/** tally names files by their absolute path. */
function relativeTo(cwd: string, file: string): string {
  return file.startsWith("/") ? relative(cwd, file) : file;
}

function start(cwd: string, name: string, args: readonly string[]): Ended {
  // Nothing is asked of a network, which tests do not have.
  const env = bareEnvironment({ NO_COLOR: "1", BC_API_KEY: "", LOG_LEVEL: "ERROR" });
  const ended = run(join(bin, name), args, { cwd, env });
  if (ended.stdout === "") throw new Error(`${name} ended with ${ended.status}: ${ended.stderr}`);
  return ended;
}
