import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { loadConfig } from "../src/config/schema/load-config.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  projectRoot,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// Every example in the README is run. What inferlint prints there is compared with what it prints, and the table of rules with the
// ruleset: `npx vitest run test/readme.test.ts -u` writes them anew.

const addFormats = ajvFormats.default;

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const readme = read("README.md");
const manifest = JSON.parse(read("package.json")) as {
  version: string;
  homepage: string;
  scripts: Record<string, string>;
};

function blocks(language: string): readonly string[] {
  return [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, found]) => found === language)
    .map(([, , text = ""]) => text);
}

describe("the README", () => {
  test("shows what inferlint prints, and the rules there are", async () => {
    const rendered = readme
      .replace(/^```console\n(.*?)^```$/gms, (_, text: string) => {
        const commands = [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command);
        return `\`\`\`console\n${commands.map(withOutput).join("")}\`\`\``;
      })
      .replace(/^```console adoption\n(.*?)^```$/gms, (_, text: string) => {
        const commands = [...text.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command);
        return `\`\`\`console adoption\n${adoption(commands)}\`\`\``;
      })
      .replace(/^\| Rule +\|.*?\n(?!\|)/ms, rulesTable());
    await expect(rendered).toMatchFileSnapshot(join(projectRoot, "README.md"));
  });

  test("gives two commands to try, which package.json has", () => {
    const [commands = ""] = blocks("sh");
    expect(commands.match(/^npm \w+/gm)).toEqual(["npm start", "npm test"]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test"]));
  });

  test.each(
    [...readme.matchAll(/^\| (\d) +\|.*\| `node (.*)` +\|$/gm)].map(([, code, args]) => [
      Number(code),
      args,
    ]),
  )("exit code %i: %s", (code, args) => {
    expect(shell(`node ${args}`).status).toBe(code);
  });

  test("adopts inferlint as it says: debt is held back, what is new fails, and a fix mends it", () => {
    const [, text = ""] = /^```console adoption\n(.*?)^```$/ms.exec(readme) ?? [];
    expect(text.match(/^exit code \d$/gm)).toEqual(["exit code 1", "exit code 0"]);
    expect(text).toMatch(/^inferlint: \.inferlint-baseline\.json: \d+ added, 0 removed/m);
    expect(text).toMatch(/^No findings, 1 suppressed, \d+ in the baseline in 15 files /m);
    expect(text).toMatch(/^inferlint: 1 fixed in 1 file\.$/m);
  });

  test.each([
    ["config", "repository"],
    ["policy", "policy"],
  ] as const)("shows a %s that counts", (info, role) => {
    const [, text = ""] =
      new RegExp(`^\`\`\`yaml ${info}\\n(.*?)^\`\`\`$`, "ms").exec(readme) ?? [];
    const where = { path: "x.yaml", absolute: "/x/x.yaml", base: "/x", role };
    expect(loadConfig(Buffer.from(text), where, ruleset).text).toBe(text);
    const schema = JSON.parse(read("schema/inferlint.config.v1.json")) as object;
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    expect(ajv.validate(schema, parse(text)), JSON.stringify(ajv.errors)).toBe(true);
  });

  test("knows the day of the list, and the day the catalogue was checked", () => {
    const { checkedOn, list } = JSON.parse(read("src/catalogue/data/images.json")) as {
      checkedOn: string;
      list: { asOf: string };
    };
    expect(readme).toContain(`last checked on ${checkedOn}`);
    expect(readme).toContain(`prebuilt images as of ${list.asOf}`);
  });

  test("speaks of this version", () => {
    const versions = [...readme.matchAll(/\bv\d+\.\d+\.\d+\b/g)].map(([version]) => version);
    expect(new Set(versions)).toEqual(new Set([`v${manifest.version}`]));
  });
});

function shell(command: string): Ended {
  return run("sh", ["-c", command], { cwd: projectRoot, env: bareEnvironment({ NO_COLOR: "1" }) });
}

function withOutput(command: string): string {
  const { status, stdout } = shell(`${command} 2>&1`);
  if (status === null || status > 1) throw new Error(`${command} ended with ${status}: ${stdout}`);
  return `$ ${command}\n${stdout}`;
}

/** Commands one after the other in a repository of their own, a copy of fixtures/adoption. */
function adoption(commands: readonly string[]): string {
  const cwd = temporaryDirectory();
  try {
    cpSync(join(projectRoot, "fixtures/adoption"), cwd, { recursive: true });
    mkdirSync(join(cwd, ".git"));
    const inferlint = `inferlint() { node '${join(projectRoot, "dist/cli.cjs")}' --as-of 2026-11-23 "$@"; }`;
    return commands
      .map((command) => {
        const lines = `${inferlint}\n{ ${command}; } 2>&1`;
        const { stdout } = run("bash", ["-c", lines], {
          cwd,
          env: bareEnvironment({ NO_COLOR: "1" }),
        });
        return `$ ${command}\n${stdout}`;
      })
      .join("");
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** As prettier lays a table out. */
function rulesTable(): string {
  const rows = [
    ["Rule", "Level", "What it finds"],
    ...ruleset.map(({ id, level, summary }) => [
      `[\`${id}\`](rules/${id}/README.md)`,
      level,
      summary,
    ]),
  ];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |\n`;
  const [head = "", ...body] = rows.map(line);
  return [head, line(widths.map((width) => "-".repeat(width))), ...body].join("");
}

describe("elsewhere", () => {
  const location = temporaryDirectory();
  const origin = join(location, "origin");
  const [workspace, temporary] = [join(location, "workspace"), join(location, "temporary")];
  const images = {
    clean: "mcr.microsoft.com/azureml/minimal-py312-inference:latest",
    ended: "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest",
  };

  beforeAll(() => {
    mkdirSync(origin);
    commitWorkingCopy(origin);
  });
  beforeEach(() => {
    for (const directory of [workspace, temporary]) {
      rmSync(directory, { recursive: true, force: true });
      mkdirSync(directory);
    }
  });
  afterAll(() => {
    rmSync(location, { recursive: true });
  });

  /** Runs lines of the README as bash does in CI; inferlint's repository is found at its address. */
  function bash(lines: string, variables: NodeJS.ProcessEnv = {}): Ended {
    const env = bareEnvironment({
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`,
      GIT_CONFIG_VALUE_0: `${manifest.homepage}.git`,
      ...variables,
    });
    return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", lines], {
      cwd: workspace,
      env,
    });
  }

  function write(path: string, text: string): void {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }

  function sarifAt(path: string): readonly string[] {
    const { runs } = JSON.parse(readFileSync(path, "utf8")) as {
      runs: { results: { ruleId: string }[] }[];
    };
    return runs.flatMap(({ results }) => results.map(({ ruleId }) => ruleId));
  }

  test("a clone runs as it is, and writes text and SARIF in one run", () => {
    write("path/to/your/repository/Dockerfile", `FROM ${images.clean}\n`);
    const { status, stdout } = bash(blocks("sh").slice(1).join(""));
    expect(status).toBe(0);
    expect(stdout.match(/^No findings in 1 file /gm)).toHaveLength(2);
    expect(sarifAt(join(workspace, "inferlint.sarif"))).toEqual([]);
  });

  const [hook, pipeline, workflow] = blocks("yaml").map((text) => parse(text) as unknown) as [
    { repos: { repo: string; rev: string; hooks: { id: string }[] }[] },
    { stages: { jobs: { steps: AzureStep[] }[] }[] },
    { permissions: object; jobs: { inferlint: { permissions: object; steps: GithubStep[] } } },
  ];

  test("pre-commit is told of this repository, this version and the hook there is", () => {
    const [{ id } = { id: "" }] = parse(read(".pre-commit-hooks.yaml")) as { id: string }[];
    const { homepage, version } = manifest;
    expect(hook).toEqual({ repos: [{ repo: homepage, rev: `v${version}`, hooks: [{ id }] }] });
  });

  test.each([
    ["a clean tree", images.clean, 0],
    ["findings", images.ended, 1],
  ])("the stage of Azure Pipelines publishes SARIF, with %s", (_, image, code) => {
    const [check, publish, ...others] = pipeline.stages[0]?.jobs[0]?.steps ?? [];
    expect(others).toEqual([]);
    const staging = join(temporary, "staging");
    mkdirSync(staging);
    write("serve/Dockerfile", `FROM ${image}\n`);
    const lines = (check?.bash ?? "")
      .replaceAll("$(Agent.TempDirectory)", temporary)
      .replaceAll("$(Build.ArtifactStagingDirectory)", staging);
    expect(lines).not.toContain("$(");
    expect(bash(lines).status).toBe(code);
    expect(sarifAt(join(staging, "inferlint.sarif")).includes("eol-os")).toBe(code === 1);
    expect(publish).toEqual({
      task: "PublishBuildArtifacts@1",
      condition: "succeededOrFailed()",
      inputs: {
        PathtoPublish: "$(Build.ArtifactStagingDirectory)",
        ArtifactName: "CodeAnalysisLogs",
      },
    });
  });

  test.each([
    ["uploads a clean run", images.clean, null, 0, true],
    ["uploads findings, and fails", images.ended, null, 1, true],
    ["does not upload what could not be judged", images.ended, "inferlint.sarif/taken", 2, false],
  ])("the workflow of GitHub %s", (_, image, obstacle, code, uploads) => {
    const [, check, upload, ...others] = workflow.jobs.inferlint.steps;
    expect(others).toEqual([]);
    write("serve/Dockerfile", `FROM ${image}\n`);
    if (obstacle !== null) write(obstacle, "");
    const output = join(temporary, "output");
    const variables = { RUNNER_TEMP: temporary, GITHUB_OUTPUT: output };
    expect(bash(check?.run ?? "", variables).status).toBe(code);
    const outputs = Object.fromEntries(
      readFileSync(output, "utf8")
        .split("\n")
        .map((line) => line.split("=")),
    ) as Record<string, string>;
    expect(outputs["exit-code"]).toBe(String(code));
    expect(isMet(upload, check, outputs)).toBe(uploads);
    expect(isMet(upload, check, {})).toBe(false);
    if (uploads) expect(sarifAt(join(workspace, upload?.with?.["sarif_file"] ?? ""))).toBeDefined();
  });

  test("the workflow has the rights it needs, and no others", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    const { permissions, steps } = workflow.jobs.inferlint;
    expect(permissions).toEqual({ contents: "read", actions: "read", "security-events": "write" });
    expect(steps.flatMap(({ uses }) => uses ?? [])).toEqual([
      "actions/checkout@v4",
      "github/codeql-action/upload-sarif@v3",
    ]);
  });
});

interface AzureStep {
  readonly bash?: string;
}

interface GithubStep {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, string>>;
}

/** Whether a step runs after a judging one, by GitHub's expressions as far as the README uses them. */
function isMet(
  step: GithubStep | undefined,
  check: GithubStep | undefined,
  outputs: Readonly<Record<string, string>>,
): boolean {
  const expression = (/^\$\{\{(.*)\}\}$/s.exec(step?.if ?? "")?.[1] ?? "").replace(
    /\bsteps\.(\w+)\.outputs\.([\w-]+)/g,
    (_, id, name: string) => JSON.stringify(id === check?.id ? (outputs[name] ?? "") : ""),
  );
  return runInNewContext(expression, {
    cancelled: () => false,
    contains: (list: readonly string[], item: string) => list.includes(item),
    fromJSON: (text: string) => JSON.parse(text) as unknown,
  }) as boolean;
}
