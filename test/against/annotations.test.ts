import { afterAll, beforeAll, expect, test } from "vitest";
import type { Change } from "../support/change.ts";
import { makeChange } from "../support/change.ts";
import { runCli } from "../support/run-cli.ts";
import { azureCommandsIn, githubCommandsIn } from "../support/runner-commands.ts";
import { current, ended } from "./ways/way.ts";

// A pull request shows what stands on its lines: here it changes the default of an ARG, and the FROM below stays.

let change: Change;
const dockerfile = (tag: string): string =>
  `ARG TAG=${tag}\n# The base of the service\nFROM ${current}:$TAG\nUSER app\n`;

beforeAll(() => {
  change = makeChange(
    { "serve/Dockerfile": dockerfile("latest"), "legacy/Dockerfile": `FROM ${ended}:latest\n` },
    { "serve/Dockerfile": dockerfile("20240101.v1") },
  );
});
afterAll(() => {
  change.remove();
});

const report = async (format: string): Promise<string> => {
  const args = ["--as-of", "2026-11-23", "--format", format, "--against", change.base];
  const { stdout, status } = await runCli(args, { cwd: change.root });
  expect(status).toBe(1);
  return stdout;
};

test("GitHub and Azure show one annotation, on the changed line", async () => {
  const place = { file: "serve/Dockerfile", line: "1", title: "stale-tag" };
  expect(githubCommandsIn(await report("github"))).toMatchObject([
    { name: "error", properties: place },
  ]);
  expect(azureCommandsIn(await report("azure"))).toMatchObject([
    { properties: { sourcepath: "serve/Dockerfile", linenumber: "1", code: "stale-tag" } },
  ]);
});

test("GitLab gets the new finding at the changed line, and the existing ones", async () => {
  const issues = JSON.parse(await report("gitlab")) as readonly {
    readonly check_name: string;
    readonly location: { readonly path: string; readonly lines: object };
  }[];
  expect(issues.filter(({ check_name }) => check_name === "stale-tag")).toMatchObject([
    { location: { path: "serve/Dockerfile", lines: { begin: 1, end: 1 } } },
  ]);
  expect(issues.filter(({ location }) => location.path === "legacy/Dockerfile")).not.toEqual([]);
});

test("JUnit has the new finding as the only failed test", async () => {
  const xml = await report("junit");
  expect(xml.match(/<failure /g)).toHaveLength(1);
  expect(xml).toContain('<testcase name="stale-tag" classname="serve/Dockerfile"');
});
