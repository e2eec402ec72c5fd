import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import type { Ended } from "./working-copy.ts";
import { bareEnvironment, projectRoot, run } from "./working-copy.ts";

export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

export interface Job {
  readonly needs?: string | readonly string[];
  readonly environment?: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

/** .github/workflows/release.yml */
export const releaseJobs: Readonly<Record<string, Job>> = (
  parse(readFileSync(join(projectRoot, ".github/workflows/release.yml"), "utf8")) as {
    jobs: Record<string, Job>;
  }
).jobs;

/** Runs the commands of a job as the runner does, up to one that fails. @param without names of steps that are left out */
export function runJob(
  job: string,
  options: {
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
    readonly without?: readonly string[];
  },
): readonly { readonly name: string; readonly ended: Ended }[] {
  const results: { name: string; ended: Ended }[] = [];
  for (const { name = "", run: command } of releaseJobs[job]?.steps ?? []) {
    if (command === undefined || options.without?.includes(name)) continue;
    const ended = run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], {
      cwd: options.cwd,
      env: bareEnvironment(options.env),
    });
    results.push({ name, ended });
    if (ended.status !== 0) break;
  }
  return results;
}
