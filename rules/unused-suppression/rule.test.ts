import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";
const off = { "floating-tag": "off" } as const;

ruleTest(rule, {
  passes: [
    {
      name: "another run may pass another build argument",
      dockerfile: `ARG B=${ended}\n# inferlint: ignore[eol-os] -- why\nFROM $B\n`,
      buildArgs: { B: "mcr.microsoft.com/azureml/minimal-py312-inference" },
    },
    `FROM ${current}:latest\n`,
    { name: "what suppresses", dockerfile: `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n` },
    {
      name: "the whole file",
      dockerfile: `FROM ${ended}\nRUN true\n# inferlint: ignore-file[eol-os,eol-python] until=2026-11-23 -- why\n`,
    },
    {
      name: "CRLF, blanks, no blanks, a comment and an empty line between, a continued instruction",
      dockerfile: `#inferlint:ignore[ eol-os ,eol-python ]--why\r\n\r\n# base\r\nFROM \\\r\n  ${ended}\r\n`,
    },
    {
      name: "above a COPY --from",
      dockerfile: `FROM scratch\n  # inferlint: ignore[eol-os] -- only files are taken\nCOPY --from=${ended} /opt /opt\n`,
    },
    {
      name: "above ONBUILD and USER",
      dockerfile: `FROM ${current}\n# inferlint: ignore[root-user] -- the platform drops it\nUSER root\n`,
    },
    // Comments to people, and text that is no comment.
    `# inferlint says: mind the base\nFROM ${current}:latest\n`,
    `FROM ${current}\nRUN <<EOF\n# inferlint: ignore[eol-os]\nEOF\n`,
    `FROM ${current}\nRUN echo '\\\n# inferlint: ignore[eol-os]\n'\n`,
    // Another run may need it: the age, the OS or the image is unknown, or the rule was off.
    `# inferlint: ignore[eol-os] -- why\nFROM ${current}:latest\n`,
    `# inferlint: ignore[stale-tag] -- why\nFROM ${current}:20260316.v1\n`,
    `ARG BASE\n# inferlint: ignore[stale-tag, eol-os, unsupported-image] -- why\nFROM $BASE\n`,
    `# inferlint: ignore[root-user] -- why\nFROM mcr.microsoft.com/azureml/\${X}-inference\n`,
    {
      dockerfile: `# inferlint: ignore[floating-tag] -- why\nFROM ${current}:20251101.v1\n`,
      others: off,
    },
    {
      dockerfile: `# inferlint: ignore[floating-tag] until=2026-01-01 -- why\nFROM ${current}:20251101.v1\n`,
      others: off,
    },
    {
      name: "the build argument of this run",
      dockerfile: `ARG BASE=${ended}\n# inferlint: ignore[eol-os] -- why\nFROM $BASE\n`,
      buildArgs: { BASE: current },
    },
    {
      name: "the target of this run",
      dockerfile: `FROM ${current} AS a\nFROM ${current}\n# inferlint: ignore[root-user] -- why\nUSER root\n`,
      target: "a",
    },
  ],
  fails: [
    {
      dockerfile: `# inferlint: ignore[eol-python] -- why\nFROM ${current}:latest\n`,
      at: "1:1-1:39",
      message: "This suppression of eol-python suppresses nothing. Remove it.",
      related: [],
      evidence: [],
    },
    {
      name: "left behind where no such image is any more",
      dockerfile: `# inferlint: ignore[eol-os] -- why\nFROM python:3.12\n`,
      at: "1:1-1:35",
    },
    {
      name: "some of its rules",
      dockerfile: `  # inferlint: ignore[eol-os, stale-tag, root-user] -- why\nFROM ${ended}\n`,
      at: "1:3-1:59",
      message: "This suppression of stale-tag and root-user suppresses nothing. Remove it.",
    },
    {
      name: "the day after the last",
      dockerfile: `# inferlint: ignore[eol-os] until=2026-11-22 -- why\nFROM ${ended}\n`,
      at: "1:1-1:52",
      message:
        "This suppression of eol-os expired on 2026-11-22 and no longer suppresses anything. Fix the underlying finding and remove this, or extend until.",
    },
    {
      dockerfile: `# inferlint: ignore[eol-os]\nFROM ${ended}\n`,
      at: "1:1-1:28",
      message:
        "This suppression has no reason, so it suppresses nothing. Add one: # inferlint: ignore[eol-os] -- why.",
    },
    { dockerfile: `# inferlint: ignore[eol-os] -- \nFROM ${ended}\n`, at: "1:1-1:32" },
    {
      dockerfile: `# inferlint: ignore -- why\nFROM ${ended}\n`,
      at: "1:1-1:27",
      message: /^This suppression names no rule/,
    },
    { dockerfile: `# inferlint: ignore[ , ] -- why\nFROM ${ended}\n`, at: "1:1-1:32" },
    {
      dockerfile: `# inferlint: ignore[eol-oss, eol-os] -- why\nFROM ${ended}\n`,
      at: "1:1-1:44",
      message:
        "This suppression names eol-oss, which is not a rule. Write eol-os, if that was meant.",
    },
    {
      dockerfile: `# inferlint: ignore[DL3006] -- why\nFROM ${ended}\n`,
      at: "1:1-1:35",
      message: /Use an id that inferlint rules lists\.$/,
    },
    {
      dockerfile: `# inferlint: ignore[unused-suppression] -- why\nFROM ${ended}\n`,
      at: "1:1-1:47",
      message: /reports suppressions and cannot be suppressed/,
    },
    {
      dockerfile: `# inferlint: ignore[eol-os] until=2027-02-29 -- why\nFROM ${ended}\n`,
      at: "1:1-1:52",
      message:
        "This suppression ends on '2027-02-29', which is not a date, so it suppresses nothing. Write the last day as YYYY-MM-DD.",
    },
    {
      dockerfile: `# inferlint: disable=eol-os\n# inferlint: ignore[eol-os] because\nFROM ${ended}\n`,
      at: ["1:1-1:28", "2:1-2:36"],
      message: /is not a valid suppression/,
    },
    {
      name: "the whole file, of which all is decided",
      dockerfile: `# inferlint: ignore-file[stale-tag] -- why\nFROM ${ended}:latest\nFROM ${current}\n`,
      at: "1:1-1:43",
    },
  ],
});
