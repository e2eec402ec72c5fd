import { expect, test } from "vitest";
import { check } from "../support/rule-tester.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const old = "mcr.microsoft.com/azureml/minimal-ubuntu18.04-py37-cpu-inference";

/** Findings of a file: rule, condition, confidence, whether it is fixed, and why not. */
async function conditionsOf(dockerfile: string): Promise<readonly string[]> {
  const { findings } = await check({ dockerfile });
  return findings
    .filter(({ kind, ruleId }) => kind !== "open" && ruleId !== "floating-tag")
    .map(({ ruleId, condition, confidence, fix, noFix }) =>
      [ruleId, condition, confidence, fix ? "fixed" : noFix].join(" | "),
    );
}

test("says which ARG a finding takes as not given, and fixes nothing", async () => {
  expect(await conditionsOf(`FROM ${image}\nARG U\nUSER $U\n`)).toEqual([
    "root-user | when ARG U is not given | medium | the finding applies only when ARG U is not given",
  ]);
});

test("names all ARGs that the image, its stages and the user depend on", async () => {
  const dockerfile = `ARG A\nARG B\nFROM ${old}$A AS base\nFROM base$B\nARG U\nUSER $U\n`;
  expect(await conditionsOf(dockerfile)).toContainEqual(
    expect.stringMatching(/^root-user \| when ARG U, ARG A and ARG B are not given \| medium/),
  );
});

test("counts an ARG that a default of another one takes", async () => {
  expect(await conditionsOf(`ARG A\nARG B=root$A\nFROM ${image}\nARG B\nUSER $B\n`)).toEqual([
    "root-user | when ARG A is not given | medium | the finding applies only when ARG A is not given",
  ]);
});

test("says nothing of an ARG that changes nothing", async () => {
  expect(await conditionsOf(`ARG A\nFROM ${image}\nLABEL a=$A\nUSER root\n`)).toEqual([
    "root-user |  | high | fixed",
  ]);
});
