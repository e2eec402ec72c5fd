import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { parse } from "yaml";
import { runProgram } from "../run-cli.ts";
import { git } from "../working-copy.ts";
import type { Gate } from "./gate.ts";
import { environment, fill, readReports, readTemplate, refOf } from "./gate.ts";

interface AzureStep {
  readonly checkout?: string;
  readonly path?: string;
  readonly fetchDepth?: number;
  readonly bash?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly task?: string;
  readonly condition?: string;
  readonly inputs?: Readonly<Record<string, string>>;
}

interface AzureGate {
  readonly parameters: readonly { readonly name: string; readonly default?: unknown }[];
  readonly jobs: readonly [
    { readonly variables: Record<string, string>; readonly steps: readonly AzureStep[] },
  ];
}

export const azure: Gate = async (world, run) => {
  const gate = parse(readTemplate("ci/azure-pipelines.yml")) as AzureGate;
  const parameters: Record<string, unknown> = {
    ...Object.fromEntries(gate.parameters.map((one) => [one.name, one.default])),
    policyRepository: "git://Platform/policies",
    ...run.inputs,
  };
  const [{ variables: own, steps }] = gate.jobs;
  const workspace = world.workspace();
  const temporary = world.workspace();
  for (const { checkout, path = "", fetchDepth = 0 } of steps) {
    if (checkout === "self") world.checkOut(join(workspace, path), refOf(run), fetchDepth);
    else if (checkout !== undefined)
      git(workspace, "clone", "--quiet", join(world.server, "contoso/policies.git"), path);
  }
  run.prepare?.(join(workspace, "repository"));
  // Variables of the job win over those of the pipeline. Processes see all of them in capitals.
  const variables: Record<string, string> = { ...run.variables, ...own };
  const script = join(temporary, "script.sh");
  const check = steps.find(({ bash }) => bash !== undefined);
  writeFileSync(script, check?.bash ?? "");
  const ended = await runProgram("bash", ["--noprofile", "--norc", script], {
    cwd: workspace,
    env: {
      ...environment(world, run),
      ...{ AGENT_TEMPDIRECTORY: temporary, PIPELINE_WORKSPACE: workspace },
      BUILD_REASON: run.event === "schedule" ? "Schedule" : "PullRequest",
      ...Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [name.toUpperCase(), value]),
      ),
      ...Object.fromEntries(
        Object.entries(check?.env ?? {}).map(([name, text]) => [
          name,
          fill(text, /\$\{\{ parameters\.(\w+) \}\}/g, asAzureWrites(parameters)),
        ]),
      ),
    },
  });
  for (const [, name = "", value = ""] of ended.stdout.matchAll(
    /^##vso\[task\.setvariable variable=(\w+)\](.*)$/gm,
  ))
    variables[name] = value;
  const [publish] = steps.filter(({ task }) => task === "PublishBuildArtifacts@1");
  const isPublished = runInNewContext((publish?.condition ?? "").replaceAll("and(", "both("), {
    both: (...all: readonly unknown[]) => all.every(Boolean),
    ne: (left: unknown, right: unknown) => left !== right,
    succeededOrFailed: () => true,
    variables,
  }) as boolean;
  const folder = fill(publish?.inputs?.["PathtoPublish"] ?? "", /\$\((\w+)\)/g, variables);
  return { ...ended, reports: isPublished ? readReports(folder) : {} };
};

/** Azure Pipelines writes `True` and `False`. */
function asAzureWrites(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "boolean" ? (value ? "True" : "False") : value,
    ]),
  );
}
