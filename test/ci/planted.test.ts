import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { GateWorld } from "../support/gate-world.ts";
import { faulty, startGateWorld, writeFiles } from "../support/gate-world.ts";
import { azure } from "../support/gates/azure.ts";
import type { Gate } from "../support/gates/gate.ts";
import { github } from "../support/gates/github.ts";
import { gitlab } from "../support/gates/gitlab.ts";
import type { NpmRegistry } from "../support/npm-registry.ts";
import { startNpmRegistry } from "../support/npm-registry.ts";
import { pack } from "../support/packed.ts";
import { runProgram } from "../support/run-cli.ts";
import type { Ended } from "../support/working-copy.ts";
import type { Plant } from "./plants.ts";
import { plants, shim } from "./plants.ts";

// Which tool runs is not the choice of the checkout: nothing that a change plants runs in a gate.

const manifest = { name: "inferlint", version: "0.1.0", bin: { inferlint: "cli.cjs" } };
const names = Object.keys(plants({ trace: "", registry: "" }));
let world: GateWorld;
let evil: NpmRegistry;
let trace = "";
let planted: Readonly<Record<string, Plant>> = {};

beforeAll(async () => {
  world = await startGateWorld();
  trace = join(world.folder, "trace");
  const source = join(world.folder, "evil");
  writeFiles(source, {
    "package.json": JSON.stringify(manifest),
    "cli.cjs": `#!/usr/bin/env node\nrequire("node:fs").appendFileSync(${JSON.stringify(trace)}, "package\\n");\n`,
  });
  evil = await startNpmRegistry(pack(source, source), manifest);
  planted = plants({ trace, registry: evil.url });
  names.forEach((name, index) => {
    world.propose(`plant-${index}`, {
      ...planted[name]?.files,
      "new/Dockerfile": `${faulty}RUN pip install scoring\n`,
    });
  });
  writeFiles(world.folder, { "shims/node": shim(process.execPath) });
});
afterAll(async () => {
  await evil.stop();
  await world.stop();
});
beforeEach(() => {
  rmSync(trace, { force: true });
});

const ran = (): string => (existsSync(trace) ? readFileSync(trace, "utf8") : "");

/** What git would not take from a commit. */
function plantInGit(repository: string, { inGit = {} }: Plant): void {
  const { [".git/config"]: settings = "", ...others } = inGit;
  writeFiles(repository, others);
  if (settings !== "") appendFileSync(join(repository, ".git/config"), settings);
}

const gates: readonly (readonly [string, Gate])[] = [
  ["GitHub", github],
  ["Azure Pipelines", azure],
  ["GitLab", gitlab],
];

describe.each(gates)("on %s", (_, gate) => {
  test.each(names)("%s: nothing of it runs, and the change is checked", async (name) => {
    const asked = evil.requests.length;
    const { status, stdout, stderr, reports } = await gate(world, {
      ...{ change: `plant-${names.indexOf(name)}`, event: "pull request" },
      path: `./node_modules/.bin:${join(world.folder, "shims")}`,
      prepare: (repository) => {
        plantInGit(repository, planted[name] ?? { files: {} });
      },
    });
    expect(ran()).toBe("");
    expect(evil.requests).toHaveLength(asked);
    expect(status, stdout + stderr).toBe(1);
    expect(Object.values(reports).join("\n")).toContain("eol-os");
  });
});

test("in Azure Pipelines, variables of the pipeline run nothing and choose no registry", async () => {
  const script = join(world.folder, "variable.cjs");
  const shell = join(world.folder, "variable.sh");
  writeFileSync(
    script,
    `require("node:fs").appendFileSync(${JSON.stringify(trace)}, "node\\n");\n`,
  );
  writeFileSync(shell, `echo bash >>'${trace}'\n`);
  const asked = evil.requests.length;
  const { status, stdout, stderr } = await azure(world, {
    ...{ change: "plant-0", event: "pull request" },
    variables: {
      node_options: `--require ${script}`,
      bash_env: shell,
      npm_config_registry: evil.url,
      INFERLINT_FACTS: "",
      INFERLINT_POLICY: "/dev/null",
      inferlintReports: world.home,
    },
  });
  expect(ran()).toBe("");
  expect(evil.requests).toHaveLength(asked);
  expect(status, stdout + stderr).toBe(1);
});

/** Runs what a gate must not do, in a checkout with what is planted. */
async function careless(name: string, command: string, path = ""): Promise<Ended> {
  const repository = join(world.workspace(), "repository");
  mkdirSync(repository);
  world.checkOut(repository, `refs/heads/plant-${names.indexOf(name)}`, 1);
  plantInGit(repository, planted[name] ?? { files: {} });
  rmSync(trace, { force: true });
  return runProgram("bash", ["-c", command], {
    cwd: repository,
    env: { HOME: world.home, PATH: `${path}${process.env["PATH"] ?? ""}` },
  });
}

describe("what is planted would run", () => {
  test.each([
    ["programs in node_modules/.bin", "npx --no-install inferlint", ".bin/inferlint"],
    ["programs in node_modules/.bin", "PATH=node_modules/.bin:$PATH; node -v", ".bin/node"],
    [
      "a package in node_modules",
      "npx --no-install inferlint; node -e 'require(\"inferlint\")'",
      "node_modules/inferlint",
    ],
    [".npmrc", "npx --yes inferlint@0.1.0", ".npmrc"],
    ["a registry in .npmrc", "npx --yes inferlint@0.1.0", "package"],
    ["package.json", "npm install --offline", "package.json"],
    ["modules of Python", "python3 -m inferlint", "inferlint/__main__.py"],
    ["modules of Python", "PYTHONPATH=. python3 -c pass", "sitecustomize.py"],
    [".env", "node --env-file=.env -e 0", ".env"],
    ["hooks and settings of git", "git status", "git"],
    [
      "hooks and settings of git",
      "git fetch --depth 1 origin main:refs/x",
      "hook reference-transaction",
    ],
  ])("%s, by %s", async (name, command, expected) => {
    const { stderr } = await careless(name, command);
    expect(ran().split("\n"), stderr).toContain(expected);
  });

  test("files of version managers, by node", async () => {
    await careless("files of version managers", "node -v", `${join(world.folder, "shims")}:`);
    expect(ran()).toContain("the Node.js of .node-version");
  });
});
