import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { Ended } from "../support/working-copy.ts";
import {
  bareEnvironment,
  commitWorkingCopy,
  git,
  projectRoot,
  run,
  temporaryDirectory,
} from "../support/working-copy.ts";
import { commit, createSources, decided, environment } from "./small-world.ts";

// The commands of .github/workflows/facts.yml, up to the pull request, on small repositories in the place of the public ones.

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Workflow {
  readonly jobs: { readonly refresh: { readonly steps: readonly Step[] } };
}

const workflow = parse(
  readFileSync(join(projectRoot, ".github/workflows/facts.yml"), "utf8"),
) as Workflow;
const { steps } = workflow.jobs.refresh;

const location = temporaryDirectory();
const sources = join(location, "public");
const project = join(location, "project");
const temporary = join(location, "runner");

/** What names the public hosts in the workflow, and what stands for them here. */
const hosts: Readonly<Record<string, string>> = {
  "https://github.com": `file://${join(sources, "github")}`,
  "https://salsa.debian.org": `file://${join(sources, "salsa")}`,
};

/** Nothing on the network answers: PyPI and the registry are unreachable. */
const offline = {
  PIP_INDEX_URL: "http://127.0.0.1:9/simple",
  HTTP_PROXY: "http://127.0.0.1:9",
  HTTPS_PROXY: "http://127.0.0.1:9",
};

/** Runs a step as the runner does. */
function runStep(name: string): Ended {
  const step = steps.find((each) => each.name === name);
  if (step?.run === undefined) throw new Error(`no step ${name} with a command`);
  const env = Object.entries(step.env ?? {}).map(([key, value]) => [key, hosts[value] ?? value]);
  const script = join(temporary, "step.sh");
  writeFileSync(script, step.run);
  return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", script], {
    cwd: project,
    env: bareEnvironment({
      ...offline,
      RUNNER_TEMP: temporary,
      ...(Object.fromEntries(env) as Record<string, string>),
    }),
  });
}

function expectSuccess({ status, stderr }: Ended): void {
  expect(status, stderr).toBe(0);
}

/** All steps that make the data; the sources are gotten anew, as on a new runner. */
function refresh(): Ended {
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  for (const name of ["Get the sources", "Collect"]) expectSuccess(runStep(name));
  return runStep("Build");
}

const difference = (): string => readFileSync(join(temporary, "difference.md"), "utf8");

beforeAll(() => {
  createSources(sources);
  mkdirSync(project);
  commitWorkingCopy(project);
  symlinkSync(join(projectRoot, "node_modules"), join(project, "node_modules"));
  appendFileSync(join(project, ".git/info/exclude"), "node_modules\n");
  const facts = join(project, "scripts/facts");
  writeFileSync(join(facts, "decided.yaml"), decided);
  // Of PyPI it keeps what is recorded: nothing answers.
  for (const file of readdirSync(join(facts, "collected")))
    if (file !== "pypi.json") rmSync(join(facts, "collected", file));
  for (const file of readdirSync(join(project, "src/catalogue/data")))
    rmSync(join(project, "src/catalogue/data", file));
});
afterAll(() => {
  rmSync(location, { recursive: true });
});

test("the steps up to the pull request are those that run here", () => {
  expect(steps.map(({ name }) => name)).toEqual([
    undefined,
    "Install",
    "Get the sources",
    "Collect",
    "Build",
    "Generate",
    "Open a pull request",
  ]);
  const addresses = steps
    .flatMap(({ env = {} }) => Object.values(env))
    .filter((value) => value.startsWith("https:"));
  expect(addresses).toEqual(Object.keys(hosts));
});

describe("the workflow", () => {
  test("makes the data of the sources", () => {
    expectSuccess(refresh());
    expect(difference()).toBe("There was no data before.\n");
    git(project, "add", "--all");
    git(project, "commit", "--quiet", "--message=The first data");
  });

  test("changes nothing where nothing is new, and opens no pull request", () => {
    expectSuccess(refresh());
    expect(difference()).toBe("");
    expect(git(project, "status", "--porcelain")).toBe("");
    expectSuccess(runStep("Open a pull request"));
  });

  test("names a new version in the text of the pull request, and leaves a project that is generated", () => {
    commit(join(sources, "github/Azure/azureml-assets"), "2026-02-10", environment(2, "2404"));
    expectSuccess(refresh());
    expect(difference()).toContain(
      "- `azureml/curated/minimal-py311-inference`: 1 more, the newest is 2\n",
    );
    expect(difference()).toContain(
      "- `azureml/curated/minimal-py311-inference`: OS ubuntu24.04 (before: ubuntu22.04)\n",
    );
    expect(difference()).toContain("## Verdicts on fixtures/examples, as of ");
    expectSuccess(runStep("Generate"));
    const changed = git(project, "status", "--porcelain")
      .split("\n")
      .map((line) => line.slice(3).trim());
    expect(changed).toEqual(
      expect.arrayContaining([
        "dist/catalogue.cjs",
        "scripts/facts/collected/azureml-assets.json",
        "src/catalogue/data/images.json",
        "src/catalogue/data/tags.json",
      ]),
    );
    git(project, "add", "--all");
    git(project, "commit", "--quiet", "--message=The second data");
  });

  test("fails where a change needs a decision, and writes no data", () => {
    commit(join(sources, "github/Azure/AzureML-Containers"), "2026-03-10", {
      "README.md": "| Image | Ubuntu |\n|---|---|\n| openmpi6.0-ubuntu26.04 | 26.04 |\n",
    });
    const { status, stderr } = refresh();
    expect(status).toBe(1);
    expect(stderr).toContain("azureml/openmpi5.0-ubuntu24.04 is no longer listed");
    expect(git(project, "status", "--porcelain", "src")).toBe("");
  });
});
