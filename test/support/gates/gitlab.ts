import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { runProgram } from "../run-cli.ts";
import type { Gate } from "./gate.ts";
import { environment, fill, readReports, readTemplate } from "./gate.ts";

interface Input {
  readonly default?: unknown;
  readonly regex?: string;
  readonly options?: readonly string[];
}

interface Header {
  readonly spec: { readonly inputs: Record<string, Input> };
}

interface Job {
  readonly inherit: { readonly default: boolean; readonly variables: boolean };
  readonly variables: Readonly<Record<string, string>>;
  readonly script: readonly string[];
  readonly artifacts: { readonly reports: Readonly<Record<string, string>> };
}

const eventTypes = { "pull request": "detached", "merge queue": "merge_train" } as const;

/** A pipeline for a merge request, or in a merge train, where the checkout is a merge. */
export const gitlab: Gate = async (world, run) => {
  const [header, body] = parseAllDocuments(readTemplate("ci/gitlab.yml")).map(
    (document) => document.toJS() as unknown,
  );
  const declared = Object.entries((header as Header).spec.inputs);
  const inputs: Record<string, unknown> = {
    ...Object.fromEntries(declared.map(([name, input]) => [name, input.default])),
    "policy-project": "contoso/policies",
    ...run.inputs,
  };
  for (const [name, { regex, options }] of declared) {
    const value = String(inputs[name]);
    if (!new RegExp(regex ?? "").test(value) || options?.includes(value) === false)
      return { status: null, stdout: "", stderr: `${name} is not valid`, reports: {} };
  }
  const job = (body as { inferlint: Job }).inferlint;
  const repository = join(world.workspace(), "repository");
  const isMerged = run.event === "merge queue";
  world.checkOut(
    repository,
    isMerged ? `refs/pull/${run.change}/merge` : `refs/heads/${run.change}`,
    isMerged ? 20 : 1,
  );
  run.prepare?.(repository);
  const lines = job.script.map((text) => fill(text, /\$\[\[ inputs\.([\w-]+) \]\]/g, inputs));
  const ended = await runProgram("bash", ["-c", `set -eo pipefail\n${lines.join("\n")}`], {
    cwd: repository,
    env: {
      ...environment(world, run),
      ...{ CI_PROJECT_DIR: repository, CI_SERVER_URL: `file://${world.server}` },
      CI_JOB_TOKEN: "secret-token",
      ...(run.event === "schedule"
        ? {}
        : {
            CI_MERGE_REQUEST_EVENT_TYPE: eventTypes[run.event],
            CI_MERGE_REQUEST_DIFF_BASE_SHA: world.start,
          }),
      ...(job.inherit.variables ? run.variables : {}),
      ...Object.fromEntries(
        Object.entries(job.variables).map(([name, text]) => [
          name,
          fill(text, /\$\[\[ inputs\.([\w-]+) \]\]/g, inputs),
        ]),
      ),
    },
  });
  const present = readReports(repository);
  return {
    ...ended,
    reports: Object.fromEntries(
      Object.values(job.artifacts.reports).flatMap((name) => {
        const text = present[name];
        return text === undefined ? [] : [[name, text]];
      }),
    ),
  };
};
