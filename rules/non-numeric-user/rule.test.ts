import { expect, test } from "vitest";
import { check, ruleTest } from "../../test/support/rule-tester.ts";
import { fakeRegistry } from "../../test/support/fake-registry.ts";
import { rule } from "./rule.ts";

const image = "mcr.microsoft.com/azureml/minimal-py312-inference:latest";
const registry = fakeRegistry(
  {
    "mcr.microsoft.com/azureml/minimal-py312-inference": {
      tags: ["latest"],
      images: { latest: { user: "1000" } },
    },
  },
  "2025-01-01",
);

ruleTest(rule, {
  passes: [
    `FROM ${image}\nUSER 1000\n`,
    `FROM ${image}\nUSER 1000:app\n`,
    // Of other rules: root, and what is no user.
    `FROM ${image}\nUSER root\n`,
    `FROM ${image}\nUSER 0\n`,
    `FROM ${image}\nUSER app # why\n`,
    // Not known.
    `FROM ${image}\nARG U\nUSER $U\n`,
    `FROM ${image}\nUSER {{ user }}\n`,
    // Other images, and stages that do not ship.
    "FROM python\nUSER app\n",
    `FROM ${image} AS build\nUSER app\nFROM python\nCOPY --from=build /a /a\n`,
  ].map((dockerfile) => ({ dockerfile, options: {} })),
  fails: [
    {
      dockerfile: `FROM ${image}\nUSER dockeruser\n`,
      at: "2:6-2:16",
      level: "warning",
      short: "user 'dockeruser' is not a number",
      message:
        "The user of stage 0 is 'dockeruser', a name, so Kubernetes cannot see that it is not root and refuses it under runAsNonRoot. Write USER with the number of the user, which id -u prints in the image.",
      fix: null,
    },
    { dockerfile: `FROM ${image}\nUSER app:0\n`, at: "2:6-2:11", level: "warning" },
    {
      dockerfile: `FROM ${image}\nARG U=app\nUSER $U\n`,
      at: "3:6-3:8",
      level: "warning",
      related: ["2:7-2:10 ARG U"],
    },
    {
      name: "the image's own user",
      dockerfile: `FROM ${image}\n`,
      at: /^1:6-1:\d+$/,
      level: "warning",
    },
  ],
});

test("the fix writes the number that a source states", async () => {
  const dockerfile = `FROM ${image}\nUSER dockeruser:app\n`;
  const { findings } = await check({ dockerfile, registry }, rule);
  const [finding] = findings.filter(({ ruleId }) => ruleId === rule.id);
  expect(finding?.message.remedy.text).toBe("Write USER with the number 1000.");
  expect(finding?.fix?.safe).toBe(false);
  const region = { startLine: 2, startColumn: 6, endLine: 2, endColumn: 16 };
  expect(finding?.fix?.edits).toEqual([{ region, text: "1000" }]);
});
