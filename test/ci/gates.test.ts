import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { GateWorld } from "../support/gate-world.ts";
import { faultless, faulty, startGateWorld } from "../support/gate-world.ts";
import { azure } from "../support/gates/azure.ts";
import type { Gate, GateRun } from "../support/gates/gate.ts";
import { github } from "../support/gates/github.ts";
import { gitlab } from "../support/gates/gitlab.ts";

// Changes go through the commands of each template, which install the package from a registry.

let world: GateWorld;
beforeAll(async () => {
  world = await startGateWorld();
  world.propose("bad", { "new/Dockerfile": `${faulty}RUN pip install scoring\n` });
  world.propose("good", { "new/Dockerfile": faultless });
});
afterAll(() => world.stop());

const gates: readonly (readonly [string, Gate, RegExp, string])[] = [
  ["GitHub", github, /^::error file=new\/Dockerfile,.*eol-os/gm, "inferlint.sarif"],
  [
    "Azure Pipelines",
    azure,
    /^##vso\[task\.logissue type=error;sourcepath=new\/Dockerfile;.*eol-os/gm,
    "inferlint.sarif",
  ],
  ["GitLab", gitlab, /^new\/Dockerfile$/gm, "gl-code-quality-report.json"],
];

describe.each(gates)("on %s", (_name, gate, shown, report) => {
  const go = (run: GateRun): ReturnType<Gate> => gate(world, run);

  test("a bad change fails, with its place, and its report is published", async () => {
    const { status, stdout, stderr, reports } = await go({ change: "bad", event: "pull request" });
    expect(status, stdout + stderr).toBe(1);
    expect(stdout.match(shown)).toHaveLength(1);
    expect(stdout).not.toContain("old/Dockerfile");
    expect(Object.keys(reports)).toEqual([report]);
    expect(reports[report]).toContain("new/Dockerfile");
  });

  test("a good change passes, with old findings around it", async () => {
    const { status, stdout, stderr, reports } = await go({ change: "good", event: "pull request" });
    expect(status, stdout + stderr).toBe(0);
    expect(stdout).not.toMatch(shown);
    expect(Object.keys(reports)).toEqual([report]);
  });

  test("by schedule, and without the comparison, old findings fail", async () => {
    const scheduled = await go({ change: "good", event: "schedule" });
    expect(scheduled.status, scheduled.stdout + scheduled.stderr).toBe(1);
    expect(scheduled.stdout).toContain("old/Dockerfile");
    const whole = await go({ change: "good", event: "pull request", inputs: { against: false } });
    expect(whole.status).toBe(1);
    expect(whole.stdout).toContain("old/Dockerfile");
  });

  test("paths are paths, whatever characters they have", async () => {
    const paths = "new\n$(touch planted) `touch planted`; x\n";
    const run = { change: "bad", event: "pull request", inputs: { paths } } as const;
    const { status, stdout, stderr, reports } = await go(run);
    expect(status).toBe(2);
    expect(stdout + stderr).toContain("$(touch planted) `touch planted`; x");
    expect(reports).toEqual({});
    const found = await go({ ...run, event: "schedule", inputs: { paths: "new\n./old/\n" } });
    expect(found.status, found.stdout + found.stderr).toBe(1);
    expect(found.stdout).toContain("new/Dockerfile");
    expect(found.stdout).toContain("old/Dockerfile");
    expect(found.stdout).not.toContain("other/Dockerfile");
  });

  test("what cannot be checked fails and publishes nothing", async () => {
    const { status, reports } = await go({
      ...{ change: "good", event: "pull request" },
      inputs: { policy: "missing.yaml" },
    });
    expect(status).toBe(2);
    expect(reports).toEqual({});
  });
});

// Azure Pipelines has no merge queue.
describe.each(gates.filter(([, gate]) => gate !== azure))("in a merge queue on %s", (_, gate) => {
  test.each([
    ["bad", 1],
    ["good", 0],
  ])("%s", async (change, code) => {
    const { status, stdout, stderr } = await gate(world, { change, event: "merge queue" });
    expect(status, stdout + stderr).toBe(code);
  });
});

// The workflow for GitHub has no such input.
describe.each(gates.filter(([, gate]) => gate !== github))("the version on %s", (_, gate) => {
  test.each(["latest", "0.1.0 --registry=x", "../repository", ""])(
    "%j is rejected before anything is installed",
    async (version) => {
      const asked = world.registry.requests.length;
      const run = { change: "bad", event: "pull request", inputs: { version } } as const;
      const { status, reports } = await gate(world, run);
      expect(status).not.toBe(0);
      expect(status).not.toBe(1);
      expect(reports).toEqual({});
      expect(world.registry.requests).toHaveLength(asked);
    },
  );
});

test("on GitLab, a JUnit report is written on request, and links in the checkout are replaced", async () => {
  const { status, reports, stderr } = await gitlab(world, {
    ...{ change: "bad", event: "pull request", inputs: { junit: true } },
    prepare: (repository) => {
      mkdirSync(join(repository, "gl-code-quality-report.json/folder"), { recursive: true });
    },
  });
  expect(status, stderr).toBe(1);
  expect(Object.keys(reports)).toEqual(["gl-code-quality-report.json", "inferlint-junit.xml"]);
  expect(reports["inferlint-junit.xml"]).toContain("eol-os");
});
