import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Runner } from "../support/actions-runner.ts";
import { startRunner } from "../support/actions-runner.ts";
import type { OnlineWorld } from "../support/online-world.ts";
import { startOnlineWorld } from "../support/online-world.ts";
import { pushImage } from "../support/push-image.ts";
import { realProgramsRequired } from "../support/real-programs.ts";
import { realRegistryInstalled } from "../support/real-registry.ts";

const repository = "azureml/minimal-py312-inference";

describe.skipIf(!realRegistryInstalled && !realProgramsRequired)("with online, a step", () => {
  let world: OnlineWorld;
  let runner: Runner;

  beforeAll(async () => {
    world = await startOnlineWorld();
    runner = startRunner();
    const push = (tag: string, created: string) =>
      pushImage(world.registry.base, repository, { tags: [tag], created, user: "dockeruser" });
    await push("20260501.v1", "2026-05-01T10:00:00Z");
    await push("latest", "2026-10-31T10:00:00Z");
  }, 60_000);
  afterAll(async () => {
    runner.remove();
    await world.stop();
  });

  test.each([
    ["20260501.v1", 0, undefined],
    ["20260601.v1", 1, "unknown-tag"],
  ])("asks the registry for the tag %s", async (tag, status, rule) => {
    const text = `FROM mcr.microsoft.com/${repository}:${tag}\n`;
    writeFileSync(join(runner.workspace, "Dockerfile"), text);
    const env = { ...world.front.environment() };
    const inputs = { online: "true", strict: "true", "sarif-file": "x.sarif" };
    const result = await runner.run({ with: inputs, env });
    expect(result.status, result.log).toBe(status);
    expect(result.annotations[0]?.properties["title"]).toBe(rule);
    expect(result.outputs["sarif-file"]).toBe(join(runner.workspace, "x.sarif"));
    expect(world.asked()).not.toEqual([]);
  });

  test("asks nothing without the input", async () => {
    expect((await runner.run({ env: { ...world.front.environment() } })).status).toBe(0);
    expect(world.asked()).toEqual([]);
  });
});
