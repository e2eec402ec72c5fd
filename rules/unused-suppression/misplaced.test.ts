import { expect, test } from "vitest";
import { fileStart } from "../../src/domain/build/region.ts";
import type { RuleContext } from "../../src/domain/rule/rule.ts";
import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

/** Where a comment counts, and where it is moved if it does not count where it is. */
ruleTest(rule, {
  passes: [
    {
      name: "above the FROM of the stage",
      dockerfile: `# inferlint: ignore[root-user] -- why\nFROM ${current}\nRUN true\nUSER root\n`,
    },
    {
      name: "above the ARG that a finding names",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nARG I=${ended}\nFROM $I\n`,
    },
    {
      name: "above the ARG of which this run passes the value",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nARG I=${ended}\nFROM $I\n`,
      buildArgs: { I: current },
    },
    {
      name: "an open question in the stage",
      dockerfile: `# inferlint: ignore[stale-tag] -- why\nFROM scratch\nRUN true\nCOPY --from=${current}:20260316.v1 /opt /opt\n`,
    },
  ],
  fails: [
    {
      name: "behind the last instruction",
      dockerfile: `FROM ${ended}\n# inferlint: ignore[eol-os] -- why\n`,
      at: "2:1-2:35",
      fix: {
        safe: true,
        description: "Move the suppression of eol-os above line 1.",
        result: `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n`,
      },
    },
    {
      name: "above another instruction",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nARG A\nFROM ${ended}\n`,
      at: "1:1-1:35",
      short: "suppression of eol-os in the wrong place",
      message:
        "This suppression of eol-os suppresses nothing where it is: the finding is in line 3. Put it above line 3.",
      fix: {
        safe: true,
        result: `ARG A\n# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n`,
      },
    },
    {
      name: "above another stage, of a continued instruction with an indent, and CRLF",
      dockerfile: `# inferlint: ignore[eol-os] until=2027-01-31 -- why \r\nFROM scratch\r\n\tFROM \\\r\n  ${ended}\r\n`,
      at: "1:1-1:53",
      message: /the finding is in line 3\. Put it above line 3\.$/,
      fix: {
        safe: true,
        result: `FROM scratch\r\n\t# inferlint: ignore[eol-os] until=2027-01-31 -- why\r\n\tFROM \\\r\n  ${ended}\r\n`,
      },
    },
    {
      name: "a part of its rules moves, another is needed, another has no effect",
      dockerfile: `FROM ${ended} AS a\n# inferlint: ignore[eol-os, root-user, stale-tag] until=2027-01-31 -- why\nFROM a\nUSER root\n`,
      at: ["2:1-2:74", "2:1-2:74"],
      fix: {
        safe: true,
        result: `# inferlint: ignore[eol-os] until=2027-01-31 -- why\nFROM ${ended} AS a\n# inferlint: ignore[root-user] until=2027-01-31 -- why\nFROM a\nUSER root\n`,
      },
    },
    {
      name: "one of two findings may be meant",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nARG A\nFROM ${ended}\nFROM ${ended}\n`,
      at: "1:1-1:35",
      message:
        "This suppression of eol-os suppresses nothing where it is: the findings are in lines 3 and 4. Put it above that of these lines for which it is meant.",
      fix: null,
    },
    {
      name: "what it may have been meant for has another one",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nARG A\n# inferlint: ignore[eol-os] -- so\nFROM ${ended}\n`,
      at: "1:1-1:35",
      message: "This suppression of eol-os suppresses nothing. Remove it.",
      fix: null,
    },
    {
      name: "another stage is not known",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nFROM ${current}:latest AS a\nARG B\nFROM scratch\nCOPY --from=mcr.microsoft.com/azureml/minimal-py311-inference /opt /opt\n# inferlint: ignore[eol-os] -- why\nRUN true\n`,
      at: "6:1-6:35",
      fix: null,
    },
    {
      name: "above a directive, which stays a comment",
      dockerfile: `# inferlint: ignore[stale-tag] -- why\n# syntax=other/frontend\nFROM ${ended}\n`,
      at: "1:1-1:38",
      fix: { safe: true, result: `#\n# syntax=other/frontend\nFROM ${ended}\n` },
    },
  ],
});

test("a finding about the file as a whole needs ignore-file", () => {
  const text = "# inferlint: ignore[invalid-dockerfile] -- why";
  const fault = { kind: "misplaced", rules: ["invalid-dockerfile"], lines: [] } as const;
  const found = rule.checkSuppressions?.(
    [{ text, region: fileStart, fault, edits: [] }],
    {} as RuleContext,
  );
  expect([...(found ?? [])].map(({ message }) => `${message.long} ${message.remedy.text}`)).toEqual(
    [
      "This suppression of invalid-dockerfile suppresses nothing where it is: the finding is about the file as a whole. Write # inferlint: ignore-file[invalid-dockerfile] -- why.",
    ],
  );
});
