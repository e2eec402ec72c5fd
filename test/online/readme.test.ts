import { cpSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { loadUserConfig } from "../../src/config/schema/user-config.ts";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired, realRegistryInstalled } from "../support/real-registry.ts";
import { runProgram } from "../support/run-cli.ts";
import {
  commitWorkingCopy,
  git,
  projectRoot,
  temporaryDirectory,
} from "../support/working-copy.ts";

// Executed examples with registries; update them with `npx vitest run test/online/readme.test.ts -u`.

const readme = join(projectRoot, "README.md");

test("the user configuration in the README is valid", () => {
  const [, text = ""] = /^```yaml user\n(.*?)^```$/ms.exec(readFileSync(readme, "utf8")) ?? [];
  const { registries, cacheDir } = loadUserConfig(Buffer.from(text), "config.yaml");
  expect(registries.map(({ host }) => host)).toEqual([
    ...["contoso.azurecr.io", "registry.example.com", "localhost:5000"],
  ]);
  expect(cacheDir).toBe("~/.cache/inferlint");
});

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("the README", () => {
  let world: OnlineWorld;

  beforeAll(async () => {
    world = await startOnlineWorld();
    const push = (repository: string, tags: readonly string[], created: string) =>
      pushImage(world.registry.base, `azureml/${repository}`, {
        ...{ tags, created, user: "dockeruser", identity: created },
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
    const text = readFileSync(readme, "utf8");
    let rendered = text;
    for (const [block, commands = ""] of text.matchAll(/^```console online\n(.*?)^```$/gms)) {
      const lines = [...commands.matchAll(/^\$ (.*)$/gm)].map(([, command = ""]) => command);
      let output = "";
      for (const line of lines) output += `$ ${line}\n${await outputOf(line)}`;
      rendered = rendered.replace(block, () => `\`\`\`console online\n${output}\`\`\``);
    }
    expect(rendered.match(/^\$ inferlint .*(?:--online|facts)/gm)).toHaveLength(4);
    expect(rendered).toContain("which is dated 2026-11-09.");
    await expect(rendered).toMatchFileSnapshot(readme);
  });

  test("shows a job that writes a shared facts file", async () => {
    const [, text = ""] = /^```yaml nightly\n(.*?)^```$/ms.exec(readFileSync(readme, "utf8")) ?? [];
    const { jobs } = parse(text) as { jobs: { facts: { steps: { run?: string }[] } } };
    const [lines = ""] = jobs.facts.steps.flatMap(({ run }) => run ?? []);
    const location = temporaryDirectory();
    const [origin, work, tool] = ["origin.git", "work", "tool"].map((name) => join(location, name));
    for (const directory of [work, tool]) mkdirSync(directory ?? "");
    commitWorkingCopy(tool ?? "");
    git(location, "init", "--quiet", "--bare", "--initial-branch=main", origin ?? "");
    cpSync(join(projectRoot, "fixtures/online"), work ?? "", { recursive: true });
    git(work ?? "", "init", "--quiet", "--initial-branch=main");
    git(work ?? "", "add", "--all");
    git(work ?? "", "commit", "--quiet", "--message=Dockerfiles");
    git(work ?? "", "remote", "add", "origin", origin ?? "");
    git(work ?? "", "push", "--quiet", "--set-upstream", "origin", "main");
    const bash = ["--noprofile", "--norc", "-eo", "pipefail", "-c", lines];
    const env = {
      ...{ HOME: world.home, RUNNER_TEMP: location, ...world.front.environment() },
      ...{ GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: `url.${tool ?? ""}.insteadOf` },
      GIT_CONFIG_VALUE_0: "https://github.com/inferlint/inferlint.git",
    };
    const { status, stderr } = await runProgram("bash", bash, { cwd: work ?? "", env });
    expect(status, stderr).toBe(0);
    const facts = git(origin ?? "", "show", "main:inferlint-facts.json");
    expect(JSON.parse(facts)).toMatchObject({ schema: "inferlint.facts/1" });
    // Nothing to commit is not a failure.
    const again = await runProgram("bash", bash, {
      cwd: work ?? "",
      env: { ...env, RUNNER_TEMP: world.home },
    });
    expect(again.status, again.stderr).toBe(0);
    rmSync(location, { recursive: true });
  });

  /** The times of answers and the digests of pushed images differ in each run. */
  async function outputOf(command: string): Promise<string> {
    const inferlint = `inferlint() { node '${join(projectRoot, "dist/cli.cjs")}' --as-of 2026-11-23 "$@"; }`;
    const { stdout } = await runProgram("bash", ["-c", `${inferlint}\n{ ${command}; } 2>&1`], {
      cwd: world.repository,
      env: { HOME: world.home, NO_COLOR: "1", ...world.front.environment() },
    });
    return stdout.replace(/20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "2026-11-23T08:00:00Z");
  }
});
