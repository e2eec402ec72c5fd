import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { emptyCommandLine, resolveSettings } from "../src/config/index.ts";
import { loadConfig } from "../src/config/schema/load-config.ts";
import type { Settings } from "../src/domain/settings/settings.ts";
import { forecast } from "../src/pipeline/forecast/index.ts";
import { lint } from "../src/pipeline/lint.ts";
import { ruleset } from "../src/pipeline/ruleset.ts";
import { uniformSettings } from "../src/pipeline/run-settings.ts";
import { toSarif } from "../src/report/sarif/index.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import { findingsOf } from "./support/requirements.ts";

const folder = mkdtempSync(join(tmpdir(), "inferlint-enforcement-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const dockerfile = "FROM mcr.microsoft.com/azureml/minimal-py312-inference\nUSER root\n";
writeFileSync(join(folder, "Dockerfile"), dockerfile);

function settingsOf(policy: string, asOf: string): Settings {
  const where = {
    path: "policy.yaml",
    absolute: "/policy.yaml",
    base: folder,
    role: "policy",
  } as const;
  const file = loadConfig(Buffer.from(policy), where, ruleset);
  const sources = { policy: file, config: null, asOf: calendarDate(asOf) };
  return resolveSettings({ rules: ruleset, commandLine: emptyCommandLine, ...sources });
}

function requestOf(policy: string, asOf: string) {
  return {
    ...{ cwd: folder, paths: ["."], stdin: null, forceExclude: false, session: null },
    ...{
      asOf: calendarDate(asOf),
      settings: uniformSettings(settingsOf(policy, asOf), { root: folder }),
    },
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  };
}

async function rootOn(policy: string, asOf: string) {
  const { result } = await lint(requestOf(policy, asOf));
  const [finding] = result.findings.filter(({ ruleId }) => ruleId === "root-user");
  return { finding, result };
}

const staged = "enforce: [{ rules: [root-user], from: 2027-03-01 }]\n";

describe("a rule that is enforced later", () => {
  test("has warnings until then, whose messages say so", async () => {
    const { finding, result } = await rootOn(staged, "2027-02-28");
    expect(finding?.level).toBe("warning");
    expect(finding?.message.long).toMatch(/ \(an error from 2027-03-01\)\.$/);
    expect(finding?.message.short).toMatch(/ \(an error from 2027-03-01\)$/);
    const sarif = JSON.parse(toSarif(result)) as {
      runs: [
        {
          results: { ruleId: string; level: string; message: { text: string } }[];
          tool: { driver: { rules: { id: string; defaultConfiguration: { level: string } }[] } };
        },
      ];
    };
    const [{ results, tool }] = sarif.runs;
    const shown = results.find(({ ruleId }) => ruleId === "root-user");
    expect(shown?.message.text).toMatch(/\(an error from 2027-03-01\)\.$/);
    const rule = tool.driver.rules.find(({ id }) => id === "root-user");
    expect(rule?.defaultConfiguration.level).toBe("warning");
  });

  test("has errors from that day on, and the same fingerprint", async () => {
    const before = await rootOn(staged, "2027-02-28");
    const { finding } = await rootOn(staged, "2027-03-01");
    expect(finding).toMatchObject({ level: "error", fingerprint: before.finding?.fingerprint });
    expect(finding?.message.long).not.toContain("an error from");
    expect(finding?.enforcedFrom).toBeUndefined();
  });

  test("keeps warnings and notes as they are", async () => {
    const { finding } = await rootOn(`${staged}rules: { root-user: note }\n`, "2027-02-28");
    expect(finding?.level).toBe("note");
    expect(finding?.message.long).not.toContain("an error from");
  });

  test("is so in some files only, the last entry that matches deciding", async () => {
    const other = "enforce: [{ rules: [root-user], files: [other/**], from: 2027-03-01 }]\n";
    expect((await rootOn(other, "2027-02-28")).finding?.level).toBe("error");
    const two =
      "enforce: [{ rules: [root-user], from: 2027-03-01 }, { rules: [root-user], files: [Dockerfile], from: 2027-01-01 }]\n";
    expect((await rootOn(two, "2027-02-28")).finding?.level).toBe("error");
  });

  test("has its day in the forecast", async () => {
    const { changes } = await forecast({ ...requestOf(staged, "2027-02-01"), days: 60 });
    const cause = { kind: "enforced", rule: "root-user", from: "2027-03-01" };
    expect(
      changes.map(({ day, change, finding, cause: why }) => [day, change, finding.level, why]),
    ).toEqual([
      ["2027-03-01", "new", "error", cause],
      ["2027-03-01", "resolved", "warning", cause],
    ]);
  });

  test("can be a requirement, whose end is in the forecast, too", async () => {
    const entry = 'name: x, level: error, images: ["**"], deny: ["**"]';
    const more = "enforce: [{ rules: [policy-requirement/x], from: 2027-03-01 }]\n";
    const [finding] = await findingsOf([entry], "FROM python\n", { more });
    expect(finding?.level).toBe("warning");
  });

  test("is for policies only", () => {
    const where = { path: "x.yaml", absolute: "/x.yaml", base: "/", role: "repository" } as const;
    expect(() => loadConfig(Buffer.from(staged), where, ruleset)).toThrow(
      "enforce can only be set in a policy",
    );
  });
});
