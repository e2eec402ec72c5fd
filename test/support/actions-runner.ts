import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import { parse } from "yaml";
import type { RunnerCommand } from "./runner-commands.ts";
import { githubCommandsIn } from "./runner-commands.ts";
import { bareEnvironment, frozenBundle, projectRoot, temporaryDirectory } from "./working-copy.ts";

// What the runner of GitHub Actions does with one step that uses an action of Node: as ActionRunner, NodeScriptActionHandler,
// FileCommandManager and ActionCommandManager of actions/runner do it.

/** A step, as a workflow writes it, and the event that started the workflow. */
export interface Step {
  readonly with?: Readonly<Record<string, string>>;
  /** Variables of the job. */
  readonly env?: Readonly<Record<string, string>>;
  readonly event?: { readonly name: string; readonly payload: unknown };
  /** Variables that the runner would set, and this one does not. */
  readonly without?: readonly string[];
  /** Text that is in the summary of the step before it starts. */
  readonly summary?: string;
}

export interface StepResult {
  readonly status: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  /** Those that the server keeps: ten of each level. */
  readonly annotations: readonly RunnerCommand[];
  /** Other commands: none is expected. */
  readonly commands: readonly RunnerCommand[];
  /** Null where it is empty or too large, so that the server does not get it. */
  readonly summary: string | null;
  /** Both streams, one after the other. */
  readonly log: string;
}

export interface Runner {
  /** The workspace: the folder of the checkout. */
  readonly workspace: string;
  /** The folder for temporary files. */
  readonly temporary: string;
  readonly run: (step?: Step) => Promise<StepResult>;
  readonly remove: () => void;
}

interface Manifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>;
  readonly runs: { readonly main: string };
}

const levels: ReadonlySet<string> = new Set(["error", "warning", "notice"]);
const maxSummary = 1024 * 1024;

const node24 = join(projectRoot, "test/nodes/node_modules/node-24/bin/node");

/** As `using: node24` wants it, where it is installed. */
const node = existsSync(node24) ? node24 : process.execPath;

/** A runner with the action of this project, which has the facts of fixtures/catalogue/ and the clock of 2026-11-23. */
export function startRunner(): Runner {
  const root = temporaryDirectory();
  const [workspace, temporary, action] = ["work", "temp", "action"].map((name) => {
    mkdirSync(join(root, name));
    return join(root, name);
  }) as [string, string, string];
  cpSync(join(projectRoot, "action.yml"), join(action, "action.yml"));
  symlinkSync(frozenBundle, join(action, "dist"));
  const clock = join(root, "clock.cjs");
  writeFileSync(clock, `Date.now = () => Date.UTC(2026, 10, 23, 12);\n`);
  const manifest = parse(readFileSync(join(action, "action.yml"), "utf8")) as Manifest;
  let steps = 0;

  async function run(step: Step = {}): Promise<StepResult> {
    const files = join(root, `step-${steps++}`);
    mkdirSync(files);
    const [output, summary, event] = ["set_output", "step_summary", "event.json"].map((name) =>
      join(files, name),
    ) as [string, string, string];
    writeFileSync(output, "");
    writeFileSync(summary, step.summary ?? "");
    writeFileSync(event, JSON.stringify(step.event?.payload ?? {}));
    const given = step.with ?? {};
    const inputs = {
      ...Object.fromEntries(
        Object.entries(manifest.inputs)
          .filter(([name]) => !Object.keys(given).some((key) => equalNames(key, name)))
          .map(([name, { default: value }]) => [name, value ?? ""]),
      ),
      ...given,
    };
    const variables = {
      ...Object.fromEntries(
        Object.entries(inputs).map(([name, value]) => [
          `INPUT_${name.replaceAll(" ", "_").toUpperCase()}`,
          value,
        ]),
      ),
      ...{
        CI: "true",
        GITHUB_ACTIONS: "true",
        GITHUB_WORKSPACE: workspace,
        RUNNER_TEMP: temporary,
      },
      ...{ GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, GITHUB_EVENT_PATH: event },
      GITHUB_EVENT_NAME: step.event?.name ?? "push",
    };
    const hidden = new Set(step.without ?? []);
    const env = bareEnvironment({
      ...step.env,
      ...Object.fromEntries(Object.entries(variables).filter(([name]) => !hidden.has(name))),
      NODE_OPTIONS: `--require=${clock}`,
      // The home directory of the runner has no settings.
      ...{ HOME: join(root, "home"), XDG_CONFIG_HOME: undefined, XDG_CACHE_HOME: undefined },
    });
    const ended = await started(join(action, manifest.runs.main), workspace, env);
    const commands = githubCommandsIn(ended.log);
    return {
      ...ended,
      outputs: outputsIn(readFileSync(output, "utf8")),
      annotations: keptAnnotations(commands, workspace),
      commands: commands.filter(({ name }) => !levels.has(name)),
      summary: uploadedSummary(summary),
    };
  }

  return {
    ...{ workspace, temporary, run },
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function equalNames(one: string, other: string): boolean {
  return one.toUpperCase() === other.toUpperCase();
}

function started(
  main: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Pick<StepResult, "status" | "log">> {
  const child = spawn(node, [main], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  return new Promise((done, failed) => {
    child.once("error", failed);
    child.once("close", (status) => {
      done({ status, log: output.stdout + output.stderr });
    });
  });
}

/** What the server keeps; the runner makes absolute paths relative to the workspace. */
function keptAnnotations(
  commands: readonly RunnerCommand[],
  workspace: string,
): readonly RunnerCommand[] {
  const counts = new Map<string, number>();
  return commands.flatMap((command) => {
    const { name, properties } = command;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (!levels.has(name) || count > 10) return [];
    const { file } = properties;
    if (file === undefined || !isAbsolute(file)) return [command];
    return [{ ...command, properties: { ...properties, file: relative(workspace, file) } }];
  });
}

/** The outputs that a file of GITHUB_OUTPUT sets. @throws Error where the runner fails the step */
export function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split("\n");
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    if (line === "") continue;
    const [equals, heredoc] = [line.indexOf("="), line.indexOf("<<")];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      outputs[line.slice(0, equals)] = line.slice(equals + 1);
      continue;
    }
    const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
    if (heredoc <= 0 || delimiter === "") throw new Error(`Invalid format '${line}'`);
    const end = lines.indexOf(delimiter);
    if (end < 0) throw new Error(`Matching delimiter not found '${delimiter}'`);
    outputs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join("\n");
  }
  return outputs;
}

function uploadedSummary(file: string): string | null {
  const { size } = statSync(file);
  return size === 0 || size > maxSummary ? null : readFileSync(file, "utf8");
}
