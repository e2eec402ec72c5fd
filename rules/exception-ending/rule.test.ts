import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const ignore = (list: string, day: string): string =>
  `# inferlint: ignore[${list}] until=${day} -- why`;

ruleTest(rule, {
  passes: [
    { name: "15 days ahead", dockerfile: `${ignore("eol-os", "2026-12-08")}\nFROM ${ended}\n` },
    { name: "the day after", dockerfile: `${ignore("eol-os", "2026-11-22")}\nFROM ${ended}\n` },
    { name: "without end", dockerfile: `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n` },
    { name: "what suppresses nothing", dockerfile: `${ignore("eol-os", "2026-11-30")}\nUSER a\n` },
    {
      name: "of a rule that is off",
      dockerfile: `${ignore("eol-os", "2026-11-30")}\nFROM ${ended}\n`,
      others: { "eol-os": "off" },
    },
    {
      name: "where comments suppress nothing",
      dockerfile: `${ignore("eol-os", "2026-11-30")}\nFROM ${ended}\n`,
      settings: { inlineIgnores: false },
      rejections: true,
    },
    {
      name: "what the policy rejects",
      dockerfile: `${ignore("eol-os", "2026-11-30")}\nFROM ${ended}\n`,
      settings: { maySuppress: () => false },
      rejections: true,
    },
  ],
  fails: [
    {
      name: "14 days ahead",
      dockerfile: `FROM ${current}\n${ignore("root-user", "2026-12-07")}\nUSER root\n`,
      at: "2:1-2:55",
      level: "note",
      message:
        "This suppression of root-user ends on 2026-12-07, and what it suppresses is reported after that day. Fix the underlying finding and remove this, or extend until.",
      short: "suppression of root-user ends on 2026-12-07",
      fix: null,
    },
    {
      name: "on its last day, with the rules that it suppresses alone",
      dockerfile: `FROM ${ended}\nUSER a\n${ignore("eol-os, root-user", "2026-11-23").replace("ignore", "ignore-file")}\n`,
      at: "3:1-3:68",
      message: /^This suppression of eol-os ends on 2026-11-23,/,
    },
    {
      name: "several comments",
      dockerfile: `${ignore("eol-os", "2026-11-30")}\n${ignore("eol-python", "2026-12-01")}\nFROM ${ended}\n`,
      at: ["1:1-1:52", "2:1-2:56"],
    },
    {
      name: "it cannot be suppressed",
      dockerfile: `# inferlint: ignore-file[exception-ending] -- why\n${ignore("eol-os", "2026-11-30")}\nFROM ${ended}\n`,
      at: "2:1-2:52",
    },
  ],
});
