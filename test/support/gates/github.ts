import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { runProgram } from "../run-cli.ts";
import { git } from "../working-copy.ts";
import type { Gate } from "./gate.ts";
import { environment, fill, readReports, readTemplate, refOf } from "./gate.ts";

interface GithubStep {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string | number>>;
}

interface GithubGate {
  readonly on: {
    readonly workflow_call: { readonly inputs: Record<string, { readonly default?: unknown }> };
  };
  readonly jobs: { readonly inferlint: { readonly steps: readonly GithubStep[] } };
}

const githubEvents = { "pull request": "pull_request", "merge queue": "merge_group" } as const;

export const github: Gate = async (world, run) => {
  const gate = parse(readTemplate(".github/workflows/gate.yml")) as GithubGate;
  const workspace = world.workspace();
  const temporary = world.workspace();
  const output = join(temporary, "output");
  const event = run.event === "schedule" ? "schedule" : githubEvents[run.event];
  const inputs: Record<string, unknown> = {
    ...Object.fromEntries(
      Object.entries(gate.on.workflow_call.inputs).map(([name, input]) => [name, input.default]),
    ),
    "policy-repository": "contoso/policies",
    ...run.inputs,
  };
  const isMet = (condition: string, exitCode: string): boolean =>
    evaluate(condition, {
      cancelled: () => false,
      contains: (list: readonly string[], item: string) => list.includes(item),
      fromJSON: (text: string) => JSON.parse(text) as unknown,
      github: { event_name: event },
      inputs,
      steps: { inferlint: { outputs: { "exit-code": exitCode } } },
    });
  const { steps } = gate.jobs.inferlint;
  for (const { with: settings = {}, if: condition } of steps) {
    if (!("persist-credentials" in settings)) continue;
    if (condition !== undefined && !isMet(condition, "")) continue;
    const path = join(workspace, String(settings["path"]));
    const { repository, ref } = settings;
    if (typeof repository === "string" && repository.includes("${{"))
      git(workspace, "clone", "--quiet", join(world.server, "contoso/policies.git"), path);
    else if (typeof repository === "string")
      git(
        workspace,
        "clone",
        "--quiet",
        `--branch=${ref ?? ""}`,
        join(world.server, repository),
        path,
      );
    else if (ref !== undefined) world.checkOut(path, world.target, 1);
    else world.checkOut(path, refOf(run), Number(settings["fetch-depth"]));
  }
  run.prepare?.(join(workspace, "repository"));
  const [check] = steps.filter((step) => step.run !== undefined);
  const script = join(temporary, "script.sh");
  writeFileSync(script, check?.run ?? "");
  const ended = await runProgram("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: workspace,
    env: {
      ...environment(world, run),
      ...{ GITHUB_WORKSPACE: workspace, RUNNER_TEMP: temporary, GITHUB_OUTPUT: output },
      GITHUB_EVENT_NAME: event,
      ...Object.fromEntries(
        Object.entries(check?.env ?? {}).map(([name, text]) => [
          name,
          fill(text, /\$\{\{ inputs\.([\w-]+) \}\}/g, inputs),
        ]),
      ),
    },
  });
  const outputs = existsSync(output) ? readFileSync(output, "utf8") : "";
  const exitCode = /^exit-code=(\d+)$/m.exec(outputs)?.[1] ?? "";
  const isUploaded = isMet(steps.at(-1)?.if ?? "", exitCode);
  return { ...ended, reports: isUploaded ? only(readReports(temporary), /\.sarif$/) : {} };
};

function only(files: Readonly<Record<string, string>>, names: RegExp): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([name]) => names.test(name)));
}

/** An expression of GitHub: a name with a hyphen is a key, there and not in JavaScript. */
function evaluate(condition: string, context: object): boolean {
  const expression = (/^\$\{\{(.*)\}\}$/s.exec(condition)?.[1] ?? condition).replace(
    /\.(\w+(?:-\w+)+)/g,
    '["$1"]',
  );
  return Boolean(runInNewContext(expression, context));
}
