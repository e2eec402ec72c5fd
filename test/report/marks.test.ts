import { expect, test } from "vitest";
import { toText } from "../../src/report/text/index.ts";
import { check } from "../support/rule-tester.ts";

// The option behind a reference writes that reference.

const py312 = "mcr.microsoft.com/azureml/minimal-py312-inference";
const py39 = "mcr.microsoft.com/azureml/minimal-ubuntu22.04-py39-cpu-inference";

test.each([
  {
    name: "a dated tag in the window is written by --fix, latest is only recommended",
    dockerfile: `FROM ${py312}:20250101.v1\nUSER app\n`,
    asOf: "2026-08-01",
    lines: [`    → ${py312}:latest`, `      or ${py312}:20260316.v1 [--fix]`],
  },
  {
    name: "latest is written by --unsafe-fixes where no dated tag is known in the window",
    dockerfile: `FROM ${py312}:20250101.v1\nUSER app\n`,
    asOf: "2026-11-23",
    lines: [`    → ${py312}:latest [--unsafe-fixes]`],
  },
  {
    name: "nothing fixes a tag from a build argument",
    dockerfile: `ARG T\nFROM ${py39}:$T\nUSER app\n`,
    asOf: "2024-12-01",
    buildArgs: { T: "20240101.v1" },
    lines: [
      `    → ${py39}:latest`,
      `      or ${py39}:20241128.v1; its Python 3.9 ends on 2025-10-31`,
    ],
  },
])("$name", async ({ lines, ...situation }) => {
  const { findings, ...run } = await check({ ...situation, others: { "floating-tag": "off" } });
  const stale = findings.filter(({ ruleId }) => ruleId === "stale-tag");
  const text = toText({ ...run, findings: stale }, { width: 120 }).split("\n");
  const start = text.findIndex((line) => line.includes("→"));
  expect(text.slice(start, start + lines.length)).toEqual(lines);
  expect(text[start + lines.length]).toBe("");
});
