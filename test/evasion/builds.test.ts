import { describe, expect, test } from "vitest";
import { lint } from "../../src/pipeline/lint.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { expectWellFormed } from "../support/rule-tester.ts";
import { plainRunSettings } from "../support/settings.ts";
import type { BuildCase } from "./build-case.ts";
import { readTables } from "./read-tables.ts";

describe.each(await readTables<BuildCase>("builds"))("%s", (_, cases) => {
  test.each(cases)("$name", async (item) => {
    expect(await findingsOf(item)).toEqual(item.findings);
  });
});

async function findingsOf({ dockerfile, buildArgs, target }: BuildCase): Promise<string[]> {
  const { result } = await lint({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate("2026-11-23"),
    settings: plainRunSettings({ buildArgs, target }),
    forceExclude: false,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  return result.findings.map((finding) => {
    expectWellFormed(finding, dockerfile);
    const { ruleId, region, confidence } = finding;
    const how = confidence === "high" ? "" : ` ${confidence}`;
    return `${region.startLine}:${region.startColumn} ${ruleId}${how}`;
  });
}
