import { cpSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadUserConfig } from "../../src/config/schema/user-config.ts";
import {
  bashLine,
  commandsIn,
  examples,
  readDocument,
  replaceExamples,
  shippedCli,
} from "../support/documents.ts";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { realRegistryInstalled } from "../support/real-registry.ts";
import { runProgram } from "../support/run-cli.ts";
import {
  commitWorkingCopy,
  git,
  projectRoot,
  temporaryDirectory,
} from "../support/working-copy.ts";

interface NightlyStep {
  readonly run?: string;
  readonly "working-directory"?: string;
  readonly with?: { readonly path?: string };
}

// Executed examples with registries; update them with `npx vitest run test/online/readme.test.ts --update=true`.

const path = "docs/registries.md";

test("the user configuration in the documents is valid", () => {
  const [text = ""] = examples("yaml user");
  const { registries, cacheDir } = loadUserConfig(Buffer.from(text), "config.yaml");
  expect(registries.map(({ host }) => host)).toEqual([
    ...["contoso.azurecr.io", "registry.example.com", "localhost:5000"],
  ]);
  expect(cacheDir).toBe("~/.cache/inferlint");
});

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)(path, () => {
  let world: OnlineWorld;

  beforeAll(async () => {
    world = await startOnlineWorld();
    const push = (repository: string, tags: readonly string[], created: string) =>
      pushImage(world.registry.base, `azureml/${repository}`, {
        ...{ tags, created, user: "dockeruser", identity: created },
        env: ["PATH=/opt/miniconda/bin:/usr/bin", "AML_APP_ROOT=/var/azureml-app"],
        labels: {
          "org.opencontainers.image.ref.name": "ubuntu",
          "org.opencontainers.image.version": "22.04",
        },
      });
    await push("minimal-py312-inference", ["20251020.v1"], "2025-10-20T06:00:00Z");
    await push("minimal-py312-inference", ["20261109.v1", "latest"], "2026-11-09T06:00:00Z");
    await push("curated/minimal-py311-inference", ["58"], "2026-08-20T06:00:00Z");
    await push("curated/minimal-py311-inference", ["61", "latest"], "2026-11-10T06:00:00Z");
  }, 60_000);
  afterAll(() => world.stop());

  test("shows the output of online runs", async () => {
    cpSync(join(projectRoot, "fixtures/online"), world.repository, { recursive: true });
    mkdirSync(join(world.repository, ".git"), { recursive: true });
    const commands = new Map<string, string>();
    for (const example of examples("console online"))
      for (const command of commandsIn(example)) commands.set(command, await outputOf(command));
    expect(commands.size).toBe(4);
    const rendered = replaceExamples(readDocument(path), "console online", (example) =>
      commandsIn(example)
        .map((command) => `$ ${command}\n${commands.get(command) ?? ""}`)
        .join(""),
    );
    expect(rendered).toMatch(/stale-tag .*2026-05-09/);
    await expect(rendered).toMatchFileSnapshot(join(projectRoot, path));
  });

  test("shows a job that writes a shared facts file", async () => {
    const [text = ""] = examples("yaml nightly");
    const { jobs } = parse(text) as { jobs: { facts: { steps: NightlyStep[] } } };
    const { steps } = jobs.facts;
    const runs = steps.filter(({ run }) => run !== undefined);
    expect(runs.map((step) => step["working-directory"])).toEqual(["repository", "repository"]);
    const lines = runs.map(({ run }) => run).join("\n");
    const location = temporaryDirectory();
    // Where the checkouts of the job are, beside the repository on the server.
    const folders = steps.flatMap((step) => step.with?.path ?? []);
    const [work, tool] = folders.map((name) => join(location, name));
    const origin = join(location, "origin.git");
    for (const directory of [work, tool]) mkdirSync(directory ?? "");
    commitWorkingCopy(tool ?? "");
    git(location, "init", "--quiet", "--bare", "--initial-branch=main", origin);
    cpSync(join(projectRoot, "fixtures/online"), work ?? "", { recursive: true });
    git(work ?? "", "init", "--quiet", "--initial-branch=main");
    git(work ?? "", "add", "--all");
    git(work ?? "", "commit", "--quiet", "--message=Dockerfiles");
    git(work ?? "", "remote", "add", "origin", origin);
    git(work ?? "", "push", "--quiet", "--set-upstream", "origin", "main");
    const bash = ["--noprofile", "--norc", "-eo", "pipefail", "-c", lines];
    const env = { HOME: world.home, ...world.front.environment() };
    const { status, stderr } = await runProgram("bash", bash, { cwd: work ?? "", env });
    expect(status, stderr).toBe(0);
    const facts = git(origin, "show", "main:inferlint-facts.json");
    expect(JSON.parse(facts)).toMatchObject({ schema: "inferlint.facts/1" });
    // Nothing to commit is not a failure.
    const again = await runProgram("bash", bash, { cwd: work ?? "", env });
    expect(again.status, again.stderr).toBe(0);
    rmSync(location, { recursive: true });
  });

  /** The times of answers differ in each run. */
  async function outputOf(command: string): Promise<string> {
    const { stdout } = await runProgram("bash", ["-c", bashLine(command, shippedCli)], {
      cwd: world.repository,
      env: { HOME: world.home, NO_COLOR: "1", ...world.front.environment() },
    });
    return stdout
      .replace(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "2026-11-23T08:00:00Z")
      .replace(/Facts of \S+ \(sha256 [0-9a-f]{8}/, "Facts of 2026-11-23 (sha256 1a2b3c4d");
  }
});
