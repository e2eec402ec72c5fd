import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildPackages, isSkippedWithoutPython, nodeWheels, python } from "../pypi/build.ts";
import { examples } from "../support/documents.ts";
import { faultless } from "../support/gate-world.ts";
import { runProgram } from "../support/run-cli.ts";
import type { WheelIndex } from "../support/wheel-index.ts";
import { startWheelIndex } from "../support/wheel-index.ts";
import type { Ended } from "../support/working-copy.ts";
import { git, readManifest } from "../support/working-copy.ts";
import type { PlantedWorld } from "./planted-world.ts";
import { plantNames, startPlantedWorld } from "./planted-world.ts";

// The lines of docs/ci.md for other CI systems, by npm, pip and uv: they install from an index, and run nothing of the checkout.

let world: PlantedWorld;
let index: WheelIndex | undefined;

beforeAll(async () => {
  world = await startPlantedWorld();
  world.propose("clean", { "old/Dockerfile": faultless });
  if (isSkippedWithoutPython) return;
  const wheels = join(world.folder, "wheels");
  const sources = join(world.server, "inferlint/inferlint");
  buildPackages(sources, wheels);
  index = await startWheelIndex([wheels, nodeWheels]);
});
afterAll(async () => {
  await index?.stop();
  await world.stop();
});
beforeEach(() => void world.ran());

const { version } = readManifest();
const lines = examples("sh gate", ["docs/ci.md"]);

test("there are lines for npm, pip and uv, with this version", () => {
  const programs = lines.map((text) => /\b(?:npm|pip|uvx)(?= )/.exec(text)?.[0]);
  expect(programs).toEqual(["npm", "pip", "uvx"]);
  for (const text of lines) expect(text).toMatch(new RegExp(`\\binferlint(?:@|==)${version}\\b`));
});

describe.each([
  ["npm", 0],
  ["pip", 1],
  ["uvx", 2],
])("the lines for %s", (program, position) => {
  const text = lines[position] ?? "";
  const home = (): string => join(world.folder, `home-${program}`);
  const repository = (): string => join(home(), "repository");

  function bash(script: string): Promise<Ended> {
    return runProgram("bash", ["-c", `set -e\n${script}`], {
      cwd: world.folder,
      env: {
        ...{ HOME: home(), NO_COLOR: "1" },
        PATH: `${join(python, "..")}:${process.env["PATH"] ?? ""}`,
        ...{ UV_DEFAULT_INDEX: index?.url ?? "", UV_CACHE_DIR: join(home(), "uv") },
        ...{
          PIP_INDEX_URL: index?.url ?? "",
          PIP_DISABLE_PIP_VERSION_CHECK: "1",
          PIP_NO_CACHE_DIR: "1",
        },
        UV_PYTHON_DOWNLOADS: "never",
      },
    });
  }

  function lay(change: string): void {
    rmSync(repository(), { recursive: true, force: true });
    world.checkOut(repository(), `refs/heads/${change}`, 1);
  }

  const check = text.slice(text.indexOf("cd ~/repository"));

  describe.skipIf(program !== "npm" && isSkippedWithoutPython)("when they are run", () => {
    beforeAll(async () => {
      mkdirSync(home());
      writeFileSync(join(home(), ".npmrc"), `registry=${world.registry.url}\n`);
      git(home(), "clone", "--quiet", join(world.server, "contoso/policies.git"), "policies");
      lay("clean");
      const { status, stdout, stderr } = await bash(text);
      expect(status, stdout + stderr).toBe(0);
      expect(stdout).toContain("No findings in 1 file");
    });

    test("a bad commit fails", async () => {
      lay("start");
      const { status, stdout } = await bash(check);
      expect(status).toBe(1);
      expect(stdout).toContain("old/Dockerfile");
    });

    test.each(plantNames)("%s: nothing of it runs, and the change is checked", async (plant) => {
      const asked = world.otherRequests.length;
      lay(world.changeWith(plant));
      world.plantInGit(repository(), plant);
      const { status, stdout, stderr } = await bash(check);
      expect(world.ran()).toEqual([]);
      expect(world.otherRequests).toHaveLength(asked);
      expect(status, stdout + stderr).toBe(1);
      expect(stdout).toContain("new/Dockerfile");
    });
  });
});

test.skipIf(isSkippedWithoutPython)("what is planted for uv is read where it counts", async () => {
  const repository = join(world.workspace(), "repository");
  world.checkOut(repository, `refs/heads/${world.changeWith("settings of pip and uv")}`, 1);
  const asked = world.otherRequests.length;
  const args = ["pip", "install", "--dry-run", "--target", "packages", `inferlint==${version}`];
  await runProgram(join(python, "../uv"), args, { cwd: repository });
  expect(world.otherRequests.slice(asked)).toContain("/simple/inferlint/");
});
