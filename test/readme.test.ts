import fastGlob from "fast-glob";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Ajv } from "ajv";
import ajvFormats from "ajv-formats";
import { parse } from "yaml";
import { pinsIn } from "../scripts/pins.mjs";
import { loadConfig } from "../src/config/schema/load-config.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { changeExamples } from "./support/change-examples.ts";
import {
  bashLine,
  commandsIn,
  documents,
  examples,
  examplesIn,
  readDocument,
  replaceExamples,
  shippedCli,
} from "./support/documents.ts";
import type { Ended } from "./support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  frozenCli,
  git,
  projectRoot,
  run,
  temporaryDirectory,
} from "./support/working-copy.ts";

// Every example in README.md and docs/ is executed. `npx vitest run test/readme.test.ts --update=true` writes the output of
// commands, the table of rules and the day of the list into the documents: they show the facts that ship, all other tests use
// those of fixtures/catalogue/. Examples with registries: test/online/readme.test.ts.

const addFormats = ajvFormats.default;

/** The working directory of most examples. */
const exampleFiles = join(projectRoot, "fixtures/examples");

const read = (path: string): string => readFileSync(join(projectRoot, path), "utf8");
const manifest = JSON.parse(read("package.json")) as {
  version: string;
  homepage: string;
  scripts: Record<string, string>;
};

describe.each(documents)("%s", (path) => {
  const text = readDocument(path);
  const infos = examplesIn(text).map(({ info }) => info);

  test("has only examples that are executed", () => {
    const executed = [
      ...["console", "console adoption", "console online", "sh", "dockerfile"],
      // By test/library/package.test.ts.
      ...["ts", "text", "dockerfile library"],
      ...["yaml", "yaml config", "yaml policy", "yaml user", "yaml nightly"],
      // By test/cli/merge.test.ts.
      ...["console fleet", "yaml matrix"],
      // By test/spark/spark.test.ts.
      "python spark",
      // By test/pull-requests.test.ts, too.
      ...["console change", "sh change", "yaml github", "yaml gitlab", "yaml azure"],
    ];
    expect(infos.filter((info) => !executed.includes(info))).toEqual([]);
    // Two tests that update the same file would overwrite each other's changes.
    if (infos.includes("console online"))
      expect(infos.filter((info) => /^console(?! online)/.test(info))).toEqual([]);
    if (infos.includes("ts"))
      expect(infos.filter((info) => info.startsWith("console"))).toEqual([]);
  });

  test.skipIf(infos.includes("console online") || infos.includes("ts"))(
    "shows the output of its commands, and all rules",
    async () => {
      let rendered = replaceExamples(text, "console", (example) =>
        commandsIn(example).map(withOutput).join(""),
      );
      rendered = replaceExamples(rendered, "console adoption", (example) =>
        adoption(commandsIn(example), shippedCli),
      );
      rendered = replaceExamples(rendered, "console fleet", (example) =>
        fleet(commandsIn(example), shippedCli),
      );
      const changes = examples("console change", [path]);
      const [policy = ""] = examples("yaml policy", [path]);
      if (changes.length > 0) {
        const outputs = changeExamples(changes, policy, shippedCli)[Symbol.iterator]();
        rendered = replaceExamples(rendered, "console change", () => outputs.next().value ?? "");
      }
      rendered = rendered.replace(/^\| Rule +\|.*?\n(?!\|)/ms, rulesTable());
      rendered = withDayOfList(rendered);
      await expect(rendered).toMatchFileSnapshot(join(projectRoot, path));
    },
    60_000,
  );

  test("names only this version", () => {
    const own = text.replaceAll(/\buses: (?!inferlint\/).*/g, "");
    const versions = [...own.matchAll(/\bv\d+\.\d+\.\d+\b/g)].map(([version]) => version);
    expect(versions.filter((version) => version !== `v${manifest.version}`)).toEqual([]);
  });
});

describe.each(["docs/architecture.md", "SECURITY.md"])("the code that %s names", (path) => {
  const spans = [...readDocument(path).matchAll(/`([^`\n]+)`/g)].map(([, span = ""]) => span);
  const source = fastGlob.sync("{src,rules}/**/*.ts", { cwd: projectRoot }).map(read).join("\n");

  test("exists: files", () => {
    const paths = spans.filter((span) =>
      /^(?:src|rules|test|scripts|docs|fixtures)\/[\w./-]*$/.test(span),
    );
    expect(paths.filter((one) => !existsSync(join(projectRoot, one)))).toEqual([]);
  });

  test("exists: functions and types", () => {
    const names = spans.filter(
      (span) => /^(?:[a-z]+|[A-Z])\w*[A-Z]\w*$/.test(span) && /[a-z]/.test(span),
    );
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
  });
});

describe("the examples", () => {
  test("of the README begin with two commands of package.json", () => {
    const [commands = ""] = examples("sh", ["README.md"]);
    expect(commands.match(/^npm \w+/gm)).toEqual(["npm start", "npm test"]);
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(["start", "test"]));
  });

  test("of the README fit into its 250 lines", () => {
    expect(read("README.md").trimEnd().split("\n").length).toBeLessThanOrEqual(250);
  });

  const exitCodes = [
    ...read("docs/command-line.md").matchAll(/^\| (\d) +\|.*\| `(inferlint.*)` +\|$/gm),
  ].map(([, code, command = ""]) => [Number(code), command] as const);

  test("have every exit code", () => {
    expect(exitCodes.map(([code]) => code)).toEqual([0, 1, 2]);
  });

  test.each(exitCodes)("exit code %i: %s", (code, command) => {
    expect(inExamples(command).status).toBe(code);
  });

  test("of a baseline: old findings are accepted, a new one fails, and a fix removes it", () => {
    const text = adoption(
      commandsIn(examples("console adoption", ["docs/suppressions.md"])[0] ?? ""),
    );
    expect(text.match(/^exit code \d$/gm)).toEqual(["exit code 1", "exit code 0"]);
    expect(text).toMatch(/^inferlint: \.inferlint-baseline\.json: \d+ added, 0 /m);
    expect(text).toMatch(/^No findings.*, 1 suppressed, \d+ in the baseline.*/m);
    expect(text).toMatch(/^inferlint: 1 fix(?:ed)? in 1 file/m);
  });

  test.each([
    ["config", "repository"],
    ["policy", "policy"],
  ] as const)("of a %s are valid", (kind, role) => {
    const schema = JSON.parse(read("schema/inferlint.config.v1.json")) as object;
    const ajv = addFormats(new Ajv({ strict: false, allErrors: true }));
    const texts = examples(`yaml ${kind}`);
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts) {
      const where = { path: "x.yaml", absolute: "/x/x.yaml", base: "/x", role };
      expect(loadConfig(Buffer.from(text), where, ruleset).text).toBe(text);
      expect(ajv.validate(schema, parse(text)), JSON.stringify(ajv.errors)).toBe(true);
    }
  });

  test("of a comment suppress the rules that they name", () => {
    const texts = examples("dockerfile");
    expect(texts).toHaveLength(1);
    for (const text of texts) {
      const rules = /\[(.*)\]/.exec(text)?.[1]?.split(", ") ?? [];
      const only = [...rules, "unused-suppression"].join(",");
      const command = `inferlint - --only ${only} <<'END'\n${text}END\n`;
      const { status, stdout } = inExamples(command);
      expect(stdout).toMatch(new RegExp(`${rules.length} suppressed`));
      expect(status).toBe(0);
    }
  });
});

/** Runs a command of a document in fixtures/examples. */
function inExamples(command: string, program = frozenCli): Ended {
  return run("bash", ["-c", bashLine(command, program)], {
    cwd: exampleFiles,
    env: bareEnvironment({ NO_COLOR: "1" }),
  });
}

function withOutput(command: string): string {
  const { status, stdout } = inExamples(command, shippedCli);
  if (status === null || status > 1) throw new Error(`${command} ended with ${status}: ${stdout}`);
  // The commit of the project differs after each commit.
  return `$ ${command}\n${stdout.replace(/(?<="commit": )(?:null|"[0-9a-f]+")/, commitInExamples)}`;
}

const commitInExamples = '"2d1c2e8a5b0f4b7f9f0a6c3e1d4b8a7c6e5f4d3b"';

/** The output of commands, run one after the other in a copy of fixtures/adoption, which is a repository of its own. */
function adoption(commands: readonly string[], program = frozenCli): string {
  const cwd = temporaryDirectory();
  const env = bareEnvironment({ NO_COLOR: "1" });
  try {
    cpSync(join(projectRoot, "fixtures/adoption"), cwd, { recursive: true });
    mkdirSync(join(cwd, ".git"));
    return commands
      .map((command) => {
        const { stdout } = run("bash", ["-c", bashLine(command, program)], { cwd, env });
        return `$ ${command}\n${stdout}`;
      })
      .join("");
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The output of commands beside two repositories and a file of texts. */
function fleet(commands: readonly string[], program = frozenCli): string {
  const cwd = temporaryDirectory();
  const env = bareEnvironment({ NO_COLOR: "1" });
  try {
    for (const name of ["batch", "web"]) mkdirSync(join(cwd, name, ".git"), { recursive: true });
    const from = (tag: string): string => `FROM mcr.microsoft.com/azureml/${tag}\n`;
    const files: Record<string, string> = {
      "batch/Dockerfile": from("minimal-py312-inference:20250219.v1"),
      "web/score/Dockerfile": from("minimal-ubuntu20.04-py38-cpu-inference:latest"),
    };
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const lines = Object.entries(files).map(([path, text]) => JSON.stringify({ path, text }));
    writeFileSync(join(cwd, "texts.ndjson"), `${[...lines, "not JSON"].join("\n")}\n`);
    return commands
      .map((command) => {
        const { stdout } = run("bash", ["-c", bashLine(command, program)], { cwd, env });
        return `$ ${command}\n${stdout}`;
      })
      .join("");
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

/** The day of the newest list, which docs/facts.md names. */
function withDayOfList(text: string): string {
  const { list } = JSON.parse(read("src/catalogue/data/images.json")) as { list: { asOf: string } };
  return text.replace(/(?<=the list of\s)\d{4}-\d{2}-\d{2}/, list.asOf);
}

/** The table of the README, as prettier formats it. */
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
  const repository = join(workspace, "repository");
  /** The examples name an earlier commit of this repository; the copy has only one. */
  const [{ commit: pin } = { commit: "" }] = pinsIn(read("docs/ci.md"));
  let copy = "";
  const images = {
    clean: "mcr.microsoft.com/azureml/minimal-py312-inference:latest",
    ended: "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference:latest",
  };
  const policy = "rules: { eol-os: error }\n";

  beforeAll(() => {
    mkdirSync(origin);
    copy = commitWorkingCopy(origin).commit;
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

  /** Runs lines of a document as bash does in CI; the address of this repository leads to a copy of it. */
  function bash(lines: string, variables: NodeJS.ProcessEnv = {}, cwd = workspace): Ended {
    const env = bareEnvironment({
      HOME: temporary,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: `url.${origin}.insteadOf`,
      GIT_CONFIG_VALUE_0: `${manifest.homepage}.git`,
      ...variables,
    });
    const args = ["--noprofile", "--norc", "-eo", "pipefail", "-c", lines.replaceAll(pin, copy)];
    return run("bash", args, { cwd, env });
  }

  /** Lays out what the checkouts of an example bring: a pull request that turns off the rules, and a policy beside it. */
  function checkOut(image: string): void {
    write("repository/Dockerfile", `FROM ${image}\n`);
    write("repository/.inferlint.yaml", "rules: { eol-os: off }\n");
    mkdirSync(join(repository, ".git"));
    write("policies/inferlint.yaml", policy);
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

  test("a clone runs without installation, creates a baseline, and writes text and SARIF in one run", () => {
    const yours = "path/to/your/repository";
    write(`${yours}/Dockerfile`, `FROM ${images.clean}\n`);
    mkdirSync(join(workspace, yours, ".git"));
    mkdirSync(join(temporary, "policies"));
    writeFileSync(join(temporary, "policies/inferlint.yaml"), policy);
    const { status, stdout, stderr } = bash(examples("sh").slice(1).join(""));
    expect(status, stderr).toBe(0);
    expect(stdout.match(/^No findings in (?:1 file|2 files) /gm)).toHaveLength(4);
    expect(existsSync(join(workspace, yours, ".inferlint-baseline.json"))).toBe(true);
    expect(sarifAt(join(workspace, yours, "inferlint.sarif"))).toEqual([]);
  });

  const plainYaml = (path: string): readonly unknown[] =>
    examples("yaml", [path]).map((text) => parse(text) as unknown);
  const [hook, workflow, pipeline] = plainYaml("docs/ci.md") as [
    { repos: { repo: string; rev: string; hooks: { id: string }[] }[] },
    { permissions: object; jobs: { inferlint: { permissions: object; steps: GithubStep[] } } },
    {
      resources: { repositories: { repository: string }[] };
      stages: { jobs: { steps: AzureStep[] }[] }[];
    },
  ];

  test("the configuration of pre-commit names this repository, a commit of it and its hook", () => {
    const [{ id } = { id: "" }] = parse(read(".pre-commit-hooks.yaml")) as { id: string }[];
    const { homepage } = manifest;
    expect(hook).toEqual({ repos: [{ repo: homepage, rev: pin, hooks: [{ id }] }] });
    expect(plainYaml("README.md")).toEqual([hook]);
  });

  test.each([
    ["a clean tree", images.clean, 0],
    ["findings", images.ended, 1],
  ])("the stage of Azure Pipelines publishes SARIF, with %s", (_, image, code) => {
    const [self, policies, check, publish, ...others] = pipeline.stages[0]?.jobs[0]?.steps ?? [];
    expect(others).toEqual([]);
    const [{ repository: owned } = { repository: "" }] = pipeline.resources.repositories;
    expect(self).toEqual({ checkout: "self", path: "repository" });
    expect(policies).toEqual({ checkout: owned, path: "policies" });
    const staging = join(temporary, "staging");
    mkdirSync(staging);
    checkOut(image);
    const lines = (check?.bash ?? "")
      .replaceAll("$(Agent.TempDirectory)", temporary)
      .replaceAll("$(Pipeline.Workspace)", workspace)
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
    ["does not upload an incomplete run", images.ended, "inferlint.sarif", 2, false],
  ])("the workflow of GitHub %s", (_, image, obstacle, code, uploads) => {
    const [self, policies, tool, check, upload, ...others] = workflow.jobs.inferlint.steps;
    expect(others).toEqual([]);
    expect(self?.with).toEqual({ path: "repository", "persist-credentials": false });
    expect(policies?.with).toEqual({ ...self?.with, ...otherRepository("contoso", "policies") });
    const inferlint = { ...otherRepository("inferlint", "inferlint"), ref: pin };
    expect(tool?.with).toEqual({ ...self?.with, ...inferlint });
    checkOut(image);
    git(workspace, "clone", "--quiet", origin, "inferlint");
    if (obstacle !== null) mkdirSync(join(temporary, obstacle));
    const output = join(temporary, "output");
    const variables = { RUNNER_TEMP: temporary, GITHUB_OUTPUT: output };
    expect(check?.["working-directory"]).toBe("repository");
    expect(bash(check?.run ?? "", variables, repository).status).toBe(code);
    const outputs = Object.fromEntries(
      readFileSync(output, "utf8")
        .split("\n")
        .map((line) => line.split("=")),
    ) as Record<string, string>;
    expect(outputs["exit-code"]).toBe(String(code));
    expect(isMet(upload, check, outputs)).toBe(uploads);
    expect(isMet(upload, check, {})).toBe(false);
    expect(upload?.with).toEqual({
      sarif_file: "${{ runner.temp }}/inferlint.sarif",
      checkout_path: "${{ github.workspace }}/repository",
      category: "inferlint",
    });
    if (uploads)
      expect(sarifAt(join(temporary, "inferlint.sarif")).includes("eol-os")).toBe(code === 1);
  });

  const otherRepository = (owner: string, name: string): object => ({
    repository: `${owner}/${name}`,
    path: name,
  });

  test("the workflow has the permissions it needs, and no others", () => {
    expect(workflow.permissions).toEqual({});
    const { permissions } = workflow.jobs.inferlint;
    expect(permissions).toEqual({ contents: "read", actions: "read", "security-events": "write" });
  });
});

interface AzureStep {
  readonly bash?: string;
}

interface GithubStep {
  readonly id?: string;
  readonly if?: string;
  readonly run?: string;
  readonly "working-directory"?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

/** Whether a step runs after the check, by GitHub's expressions as far as the documents use them. */
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
