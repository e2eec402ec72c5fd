import { describe, expect, test } from "vitest";
import { lint } from "../../src/pipeline/lint.ts";
import { expectWellFormed } from "../support/rule-tester.ts";
import { scanOfText } from "../support/scan-text.ts";
import type { BuildCase } from "./build-case.ts";
import { readTables } from "./read-tables.ts";

describe.each(await readTables<BuildCase>("builds"))("%s", (_, cases) => {
  test.each(cases)("$name", async (item) => {
    expect(await findingsOf(item)).toEqual(item.findings);
  });
});

async function findingsOf(item: BuildCase): Promise<string[]> {
  const { result } = await lint({
    ...scanOfText(item),
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  return result.findings.map((finding) => {
    expectWellFormed(finding, item.dockerfile);
    const { ruleId, region, confidence } = finding;
    const how = confidence === "high" ? "" : ` ${confidence}`;
    return `${region.startLine}:${region.startColumn} ${ruleId}${how}`;
  });
}
