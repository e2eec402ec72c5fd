import { appendFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { GateWorld } from "../support/gate-world.ts";
import { faulty, startGateWorld, writeFiles } from "../support/gate-world.ts";
import type { NpmRegistry } from "../support/npm-registry.ts";
import { startNpmRegistry } from "../support/npm-registry.ts";
import { pack } from "../support/packed.ts";
import { readManifest } from "../support/working-copy.ts";
import type { Plant } from "./plants.ts";
import { plants } from "./plants.ts";

/** The names of what is planted. */
export const plantNames: readonly string[] = Object.keys(plants({ trace: "", registry: "" }));

/** A world with one change for each plant, which also brings a faulty file. */
export interface PlantedWorld extends GateWorld {
  /** What asked the registry that serves something else. */
  readonly otherRequests: readonly string[];
  readonly otherUrl: string;
  /** Everything planted writes its name here. */
  readonly trace: string;
  /** The name of the change that has a plant. */
  readonly changeWith: (plant: string) => string;
  /** Puts what git would not take from a commit into a checkout of that change. */
  readonly plantInGit: (repository: string, plant: string) => void;
  /** What has run since the last call, by its names. */
  readonly ran: () => readonly string[];
}

export async function startPlantedWorld(): Promise<PlantedWorld> {
  const world = await startGateWorld();
  const trace = join(world.folder, "trace");
  const registry = await startOtherRegistry(join(world.folder, "registry"), trace);
  const planted: Readonly<Record<string, Plant>> = plants({ trace, registry: registry.url });
  const changeWith = (plant: string): string => `plant-${plantNames.indexOf(plant)}`;
  for (const name of plantNames)
    world.propose(changeWith(name), {
      ...planted[name]?.files,
      "new/Dockerfile": `${faulty}RUN pip install scoring\n`,
    });
  return {
    ...world,
    ...{ trace, changeWith, otherRequests: registry.requests, otherUrl: registry.url },
    plantInGit: (repository, plant) => {
      const { [".git/config"]: settings = "", ...others } = planted[plant]?.inGit ?? {};
      writeFiles(repository, others);
      if (settings !== "") appendFileSync(join(repository, ".git/config"), settings);
    },
    ran: () => {
      const names = existsSync(trace) ? readFileSync(trace, "utf8").trimEnd().split("\n") : [];
      rmSync(trace, { force: true });
      return names;
    },
    stop: async () => {
      await registry.stop();
      await world.stop();
    },
  };
}

async function startOtherRegistry(source: string, trace: string): Promise<NpmRegistry> {
  const manifest = {
    name: "inferlint",
    version: readManifest().version,
    bin: { inferlint: "cli.cjs" },
  };
  const script = `require("node:fs").appendFileSync(${JSON.stringify(trace)}, "package\\n");\n`;
  writeFiles(source, {
    "package.json": JSON.stringify(manifest),
    "cli.cjs": `#!/usr/bin/env node\n${script}`,
  });
  return startNpmRegistry(pack(source, source), manifest);
}
