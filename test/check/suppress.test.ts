import { describe, expect, test } from "vitest";
import { calendarDate } from "../../src/text/calendar-date.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { suppressionRules } from "../../src/domain/rule/suppression.ts";
import type { Exception, Settings } from "../../src/domain/settings/settings.ts";
import { check } from "../support/rule-tester.ts";

const current = "mcr.microsoft.com/azureml/minimal-py312-inference";
const ended = "mcr.microsoft.com/azureml/minimal-ubuntu20.04-py38-cpu-inference";

/** `rule` or `rule: kind, reason`, in order. */
async function suppressed(
  dockerfile: string,
  settings: Partial<Settings> = {},
): Promise<readonly string[]> {
  const { findings } = await check({ dockerfile, settings });
  return findings
    .filter(({ ruleId }) => ruleId !== "floating-tag" && !suppressionRules.includes(ruleId))
    .map(shown);
}

function shown({ ruleId, suppressed: own }: Finding): string {
  return own ? `${ruleId}: ${own.kind}, ${own.justification}` : ruleId;
}

const why = "inSource, why";
const all = ["eol-os", "eol-python", "unsupported-image"];

describe("a comment covers", () => {
  test.each([
    ["line 1", `# inferlint: ignore[eol-os] -- why\nFROM ${ended}:latest\n`, [`eol-os: ${why}`]],
    [
      "several rules",
      `# inferlint: ignore[eol-os, eol-python,unsupported-image] -- why\nFROM ${ended}\n`,
      all.map((rule) => `${rule}: ${why}`),
    ],
    ["CRLF", `# inferlint: ignore[eol-os] -- why\r\nFROM ${ended}\r\n`, [`eol-os: ${why}`]],
    [
      "a byte order mark",
      `\uFEFF# inferlint: ignore[eol-os] -- why\nFROM ${ended}`,
      [`eol-os: ${why}`],
    ],
    [
      "a continued instruction, all of it",
      `# inferlint: ignore[eol-os] -- why\nFROM \\\n# a comment\n\n ${ended} \\\n AS a\n`,
      [`eol-os: ${why}`],
    ],
    [
      "COPY --from, with comments and empty lines between",
      `FROM scratch\n# inferlint: ignore[eol-os] -- why\n\n# the model\nCOPY --from=${ended} /opt /a\n`,
      [`eol-os: ${why}`],
    ],
    [
      "two comments on one instruction",
      `# inferlint: ignore[eol-os] -- why\n# inferlint: ignore[eol-python] -- so\nFROM ${ended}\n`,
      [`eol-os: ${why}`, "eol-python: inSource, so"],
    ],
    [
      "the last day",
      `# inferlint: ignore[eol-os] until=2026-11-23 -- why\nFROM ${ended}\n`,
      [`eol-os: ${why}`],
    ],
    [
      "the whole file, from anywhere",
      `FROM ${ended}\nRUN true\n# inferlint: ignore-file[eol-os] -- why\nCOPY --from=${ended} /opt /a\n`,
      [`eol-os: ${why}`, "eol-python", "unsupported-image", `eol-os: ${why}`],
    ],
    [
      "USER",
      `FROM ${current}\n# inferlint: ignore[root-user] -- why\nUSER root\n`,
      [`root-user: ${why}`],
    ],
    [
      "an instruction with a heredoc",
      `FROM scratch\n# inferlint: ignore[eol-os] -- why\nRUN --mount=from=${ended},target=/a <<EOF\nx\nEOF\n`,
      [`eol-os: ${why}`],
    ],
    [
      "USER, above the FROM of its stage",
      `# inferlint: ignore[root-user] -- why\nFROM ${current}\nRUN true\nUSER root\n`,
      [`root-user: ${why}`],
    ],
    [
      "COPY --from, above the FROM of its stage",
      `# inferlint: ignore[eol-os] -- why\nFROM scratch\nRUN true\nCOPY --from=${ended} /opt /a\n`,
      [`eol-os: ${why}`],
    ],
    [
      "the user that the target takes over, above the FROM of the target",
      `FROM ${current} AS base\nUSER root\n# inferlint: ignore[root-user] -- why\nFROM base\nRUN true\n`,
      [`root-user: ${why}`],
    ],
    [
      "an unknown user that the target takes over, above the FROM of the target",
      `FROM ${current}:latest AS base\nUSER {{user}}\n# inferlint: ignore[unverified-image] -- why\nFROM base\n`,
      [`unverified-image: ${why}`],
    ],
    [
      "the FROM that root-user names on the way",
      `# inferlint: ignore[root-user] -- why\nFROM ${current} AS base\nFROM base\nUSER root\n`,
      [`root-user: ${why}`],
    ],
    [
      "the ARG that holds the image",
      `# inferlint: ignore[eol-os] -- why\nARG I=${ended}\nFROM $I\n`,
      [`eol-os: ${why}`],
    ],
    [
      "the ARG that holds the tag, for all that use it",
      `# inferlint: ignore[stale-tag] -- why\nARG TAG=20200101.v1\nFROM ${current}:$TAG AS a\nFROM ${current}:$TAG\n`,
      [`stale-tag: ${why}`, `stale-tag: ${why}`],
    ],
    [
      "the ARG that holds the user",
      `FROM ${current}\n# inferlint: ignore[root-user] -- why\nARG U=root\nUSER $U\n`,
      [`root-user: ${why}`],
    ],
    [
      "comments at several of these places",
      `# inferlint: ignore[root-user] -- stage\nFROM ${current}\n# inferlint: ignore[root-user] -- user\nUSER root\n`,
      ["root-user: inSource, user"],
    ],
    [
      "what BuildKit refuses",
      `FROM ${current}\n# inferlint: ignore[invalid-dockerfile] -- why\nFOO bar\n`,
      [`invalid-dockerfile: ${why}`],
    ],
  ])("%s", async (_, dockerfile, expected) => {
    const found = await suppressed(dockerfile);
    expect(found.slice(0, expected.length)).toEqual(expected);
    expect(found.filter((line) => line.includes(":"))).toEqual(
      expected.filter((line) => line.includes(":")),
    );
  });
});

test("a finding says which comment suppresses it, until when, and where", async () => {
  const text = "# inferlint: ignore[eol-os] until=2027-01-31 -- why";
  const { findings } = await check({ dockerfile: `ARG A\n${text}\nFROM ${ended}\n` });
  expect(findings.find(({ ruleId }) => ruleId === "eol-os")?.suppressed).toEqual({
    kind: "inSource",
    source: "comment",
    status: "accepted",
    justification: "why",
    until: "2027-01-31",
    path: "Dockerfile",
    region: { startLine: 2, startColumn: 1, endLine: 2, endColumn: text.length + 1 },
  });
});

describe("a comment does not cover", () => {
  test.each([
    [
      "the instruction after the next",
      `# inferlint: ignore[eol-os] -- why\nARG A\nFROM ${ended}\n`,
    ],
    ["the instruction above", `FROM ${ended}\n# inferlint: ignore[eol-os] -- why\nRUN true\n`],
    [
      "another stage",
      `# inferlint: ignore[eol-os] -- why\nFROM scratch AS a\nRUN true\nFROM ${ended}\n`,
    ],
    [
      "what stands in a stage that the finding only names",
      `# inferlint: ignore[eol-os] -- why\nFROM scratch AS a\nARG I=${ended}\nFROM scratch\nARG I=${ended}\nCOPY --from=${ended} /opt /a\n`,
    ],
    [
      "an ARG that the image does not depend on",
      `# inferlint: ignore[eol-os] -- why\nARG A=1\nARG I=${ended}\nFROM $I\n`,
    ],
    ["without a reason", `# inferlint: ignore[eol-os]\nFROM ${ended}\n`],
    ["with an empty reason", `# inferlint: ignore[eol-os] --\nFROM ${ended}\n`],
    ["after its day", `# inferlint: ignore[eol-os] until=2026-11-22 -- why\nFROM ${ended}\n`],
    ["with a day that is none", `# inferlint: ignore[eol-os] until=soon -- why\nFROM ${ended}\n`],
    [
      "another rule",
      `# inferlint: ignore[eol-python] -- why\nFROM scratch\nCOPY --from=${ended} /opt /\n`,
    ],
    ["at the end of a line", `FROM ${ended} # inferlint: ignore[eol-os] -- why\n`],
    [
      "from within a heredoc",
      `FROM scratch\nRUN <<EOF\n# inferlint: ignore-file[eol-os] -- why\nEOF\nCOPY --from=${ended} /opt /a\n`,
    ],
    ["from within an instruction", `FROM \\\n# inferlint: ignore[eol-os] -- why\n ${ended}\n`],
    ["without the colon", `# inferlint ignore[eol-os] -- why\nFROM ${ended}\n`],
  ])("%s", async (_, dockerfile) => {
    expect((await suppressed(dockerfile)).filter((line) => line.startsWith("eol-os"))).toContain(
      "eol-os",
    );
  });

  test("where comments suppress nothing", async () => {
    const dockerfile = `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n`;
    const settings = { inlineIgnores: false };
    expect(await suppressed(dockerfile, settings)).toEqual(all);
    const { notifications, findings } = await check({ dockerfile, settings, rejections: true });
    expect(findings.map(({ ruleId }) => ruleId)).not.toContain("unused-suppression");
    expect(notifications).toMatchObject([
      {
        id: "suppression-rejected",
        path: "Dockerfile",
        region: { startLine: 1, startColumn: 1 },
        message:
          "This comment does not suppress eol-os: comments suppress nothing in this run (--no-inline-ignores).",
      },
    ]);
  });

  test("a comment that may suppress neither of two rules gives one warning", async () => {
    const dockerfile = `# inferlint: ignore[eol-os, eol-python] -- why\nFROM ${ended}\n`;
    for (const [settings, reason] of [
      [{ maySuppress: () => false }, "the policy does not let the repository suppress these rules"],
      [{ inlineIgnores: false }, "comments suppress nothing in this run (--no-inline-ignores)"],
    ] as const) {
      const { notifications, findings } = await check({ dockerfile, settings, rejections: true });
      expect(notifications.map(({ message }) => message)).toEqual([
        `This comment does not suppress eol-os or eol-python: ${reason}.`,
      ]);
      expect(findings.map(({ ruleId }) => ruleId)).not.toContain("unused-suppression");
    }
  });

  test("two rejected comments give a warning each", async () => {
    const dockerfile = `# inferlint: ignore[eol-os] -- a\n# inferlint: ignore[eol-python] -- b\nFROM ${ended}\n`;
    const settings = { maySuppress: () => false };
    const { notifications } = await check({ dockerfile, settings, rejections: true });
    expect(notifications.map(({ region }) => region?.startLine)).toEqual([1, 2]);
  });

  test("what the policy does not leave to the repository", async () => {
    const dockerfile = `# inferlint: ignore[eol-os, eol-python] -- why\nFROM ${ended}\n`;
    const settings = { maySuppress: (rule: string) => rule === "eol-python" };
    expect(await suppressed(dockerfile, settings)).toEqual([
      "eol-os",
      `eol-python: ${why}`,
      "unsupported-image",
    ]);
    const { notifications } = await check({ dockerfile, settings, rejections: true });
    expect(notifications.map(({ message }) => message)).toEqual([
      "This comment does not suppress eol-os: the policy does not let the repository suppress this rule.",
    ]);
  });
});

describe("an exception", () => {
  const exception = (parts: Partial<Exception>): Exception => ({
    rules: ["eol-os"],
    reason: "approved",
    until: null,
    location: {
      path: ".inferlint.yaml",
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    },
    isPolicy: false,
    covers: (_file, rule) => rule === "eol-os",
    ...parts,
  });

  test("covers the rules and files that it names, until its last day", async () => {
    const dockerfile = `FROM ${ended}\n`;
    const until = (day: string) => ({ exceptions: [exception({ until: calendarDate(day) })] });
    const covered = ["eol-os: external, approved", "eol-python", "unsupported-image"];
    expect(await suppressed(dockerfile, until("2026-11-23"))).toEqual(covered);
    expect(await suppressed(dockerfile, until("2026-11-22"))).toEqual(all);
  });

  test("is asked about the repository that a finding is about", async () => {
    const asked = new Set<string>();
    const covers: Exception["covers"] = (file, rule, repository) => {
      asked.add(`${file} ${rule} ${repository ?? "none"}`);
      return false;
    };
    await suppressed(`FROM ${ended}\nUSER root\nFOO\n`, { exceptions: [exception({ covers })] });
    const repository = "azureml/minimal-ubuntu20.04-py38-cpu-inference";
    expect([...asked].sort()).toEqual([
      `/tree/Dockerfile eol-os ${repository}`,
      `/tree/Dockerfile eol-python ${repository}`,
      `/tree/Dockerfile floating-tag ${repository}`,
      "/tree/Dockerfile invalid-dockerfile none",
      `/tree/Dockerfile root-user ${repository}`,
      `/tree/Dockerfile unsupported-image ${repository}`,
    ]);
  });

  test.each([
    [false, "configuration"],
    [true, "policy"],
  ])("says what it is, until when, and where (policy: %s)", async (isPolicy, source) => {
    const exceptions = [exception({ until: calendarDate("2027-01-31"), isPolicy })];
    const { findings } = await check({ dockerfile: `FROM ${ended}\n`, settings: { exceptions } });
    expect(findings.find(({ ruleId }) => ruleId === "eol-os")?.suppressed).toEqual({
      kind: "external",
      source,
      status: "accepted",
      justification: "approved",
      until: "2027-01-31",
      path: ".inferlint.yaml",
      region: { startLine: 1, startColumn: 1, endLine: 1, endColumn: 2 },
    });
  });

  test("has lower precedence than a comment", async () => {
    const dockerfile = `# inferlint: ignore[eol-os] -- why\nFROM ${ended}\n`;
    expect((await suppressed(dockerfile, { exceptions: [exception({})] }))[0]).toBe(
      `eol-os: ${why}`,
    );
  });
});
