import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeFiles } from "../support/gate-world.ts";
import { azure } from "../support/gates/azure.ts";
import type { Gate } from "../support/gates/gate.ts";
import { github } from "../support/gates/github.ts";
import { gitlab } from "../support/gates/gitlab.ts";
import { runProgram } from "../support/run-cli.ts";
import type { Ended } from "../support/working-copy.ts";
import { readManifest } from "../support/working-copy.ts";
import type { PlantedWorld } from "./planted-world.ts";
import { plantNames, startPlantedWorld } from "./planted-world.ts";
import { shim } from "./plants.ts";

// Which tool runs is not the choice of the checkout: nothing that a change plants runs in a gate.

let world: PlantedWorld;
let shims = "";
beforeAll(async () => {
  world = await startPlantedWorld();
  shims = join(world.folder, "shims");
  writeFiles(shims, { node: shim(process.execPath) });
});
afterAll(() => world.stop());
beforeEach(() => void world.ran());

const gates: readonly (readonly [string, Gate])[] = [
  ["GitHub", github],
  ["Azure Pipelines", azure],
  ["GitLab", gitlab],
];

describe.each(gates)("on %s", (_, gate) => {
  test.each(plantNames)("%s: nothing of it runs, and the change is checked", async (plant) => {
    const asked = world.otherRequests.length;
    const { status, stdout, stderr, reports } = await gate(world, {
      ...{ change: world.changeWith(plant), event: "pull request" },
      path: `./node_modules/.bin:${shims}`,
      prepare: (repository) => {
        world.plantInGit(repository, plant);
      },
    });
    expect(world.ran()).toEqual([]);
    expect(world.otherRequests).toHaveLength(asked);
    expect(status, stdout + stderr).toBe(1);
    expect(Object.values(reports).join("\n")).toContain("eol-os");
  });
});

test("in Azure Pipelines, variables of the pipeline run nothing and choose no registry", async () => {
  const [script, shell] = [join(world.folder, "variable.cjs"), join(world.folder, "variable.sh")];
  const { trace } = world;
  writeFileSync(script, `require("fs").appendFileSync(${JSON.stringify(trace)}, "node\\n");\n`);
  writeFileSync(shell, `echo bash >>'${trace}'\n`);
  const asked = world.otherRequests.length;
  const { status, stdout, stderr } = await azure(world, {
    ...{ change: world.changeWith(plantNames[0] ?? ""), event: "pull request" },
    variables: {
      node_options: `--require ${script}`,
      bash_env: shell,
      npm_config_registry: world.otherUrl,
      INFERLINT_FACTS: "",
      INFERLINT_POLICY: "/dev/null",
      inferlintReports: world.home,
    },
  });
  expect(world.ran()).toEqual([]);
  expect(world.otherRequests).toHaveLength(asked);
  expect(status, stdout + stderr).toBe(1);
});

/** Runs what a gate must not do, in a checkout with what is planted. */
async function careless(plant: string, command: string, path = ""): Promise<Ended> {
  const repository = join(world.workspace(), "repository");
  world.checkOut(repository, `refs/heads/${world.changeWith(plant)}`, 1);
  world.plantInGit(repository, plant);
  return runProgram("bash", ["-c", command], {
    cwd: repository,
    env: { HOME: world.home, PATH: `${path}${process.env["PATH"] ?? ""}` },
  });
}

describe("what is planted would run", () => {
  test.each([
    ["programs in node_modules/.bin", "npx --no-install inferlint", ".bin/inferlint"],
    ["programs in node_modules/.bin", "PATH=node_modules/.bin:$PATH; node -v", ".bin/node"],
    ["a package in node_modules", `node -e 'require("inferlint")'`, "node_modules/inferlint"],
    [".npmrc", `npx --yes inferlint@${readManifest().version}`, ".npmrc"],
    ["a registry in .npmrc", `npx --yes inferlint@${readManifest().version}`, "package"],
    ["package.json", "npm --offline install", "package.json"],
    ["modules of Python", "python3 -m inferlint", "inferlint/__main__.py"],
    ["modules of Python", "PYTHONPATH=. python3 -c pass", "sitecustomize.py"],
    [".env", "node --env-file=.env -e 0", ".env"],
    ["hooks and settings of git", "git status", "git"],
    [
      "hooks and settings of git",
      "git fetch --depth 1 origin main:refs/x",
      "hook reference-transaction",
    ],
  ])("%s, by %s", async (plant, command, expected) => {
    const { stderr } = await careless(plant, command);
    expect(world.ran(), stderr).toContain(expected);
  });

  test("files of version managers, by node", async () => {
    await careless("files of version managers", "node -v", `${shims}:`);
    expect(world.ran()).toEqual(["the Node.js of .node-version"]);
  });
});
