import { ruleTest } from "../../test/support/rule-tester.ts";
import { rule } from "./rule.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

/** What begins like a suppression and is none, and what it is to be. */
ruleTest(rule, {
  passes: [
    // Prose, and suppressions of other tools.
    `# inferlint ignores this file\nFROM ${current}:latest\n`,
    `# inferlint ignore lists are described in docs\nFROM ${current}:latest\n`,
    `# inferlint skip pre-commit hooks\nFROM ${current}:latest\n`,
    `# no inferlint here\nFROM ${current}:latest\n`,
    `# inferlint-all is the hook\nFROM ${current}:latest\n`,
    `# inferlint\nFROM ${current}:latest\n`,
    `# see inferlint: ignore[eol-os]\nFROM ${current}:latest\n`,
    `# hadolint ignore=DL3006\n# noqa: E501\nFROM ${current}:latest\n`,
  ],
  fails: [
    ...[
      ["# inferlint ignore=root-user", "# inferlint: ignore[root-user] -- why"],
      ["# inferlint ignore[eol-os] -- moves", "# inferlint: ignore[eol-os] -- moves"],
      ["# inferlint ignore eol-os", "# inferlint: ignore[eol-os] -- why"],
      ["# inferlint-disable-next-line eol-os", "# inferlint: ignore[eol-os] -- why"],
      [
        "# inferlint-disable-file eol_os, eol-pyton",
        "# inferlint: ignore-file[eol-os, eol-python] -- why",
      ],
      ["# inferlint: disable=eol-os", "# inferlint: ignore[eol-os] -- why"],
      ["# inferlint: ignore[eol-os] because", "# inferlint: ignore[eol-os] -- because"],
      [
        "# inferlint: ignore[eol-os], until=2027-01-31 -- moves",
        "# inferlint: ignore[eol-os] until=2027-01-31 -- moves",
      ],
      ["# inferlint[eol-os]: moves", "# inferlint: ignore[eol-os] -- moves"],
      ["# noqa: inferlint eol-os", "# inferlint: ignore[eol-os] -- why"],
      ["# noinferlint: eol-os", "# inferlint: ignore[eol-os] -- why"],
      ["#NOINFERLINT", "# inferlint: ignore[eol-os, eol-python, unsupported-image] -- why"],
      [
        "# inferlint ignore this",
        "# inferlint: ignore[eol-os, eol-python, unsupported-image] -- why",
      ],
    ].map(([comment = "", line = ""]) => ({
      name: `only like a suppression: ${comment}`,
      dockerfile: `${comment}\nFROM ${ended}\n`,
      at: `1:1-1:${comment.length + 1}`,
      message: `'${comment}' is not a valid suppression, so it suppresses nothing. Write ${line}.`,
      fix: null,
    })),
    {
      name: "only like a suppression, where nothing is to be suppressed",
      dockerfile: `# noinferlint\nFROM ${current}:latest\n`,
      at: "1:1-1:14",
      message: /Write # inferlint: ignore\[stale-tag\] until=2027-01-31 -- why\.$/,
    },
  ],
});
