import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Finding } from "../src/domain/rule/finding.ts";
import { lint } from "../src/pipeline/lint.ts";
import { calendarDate } from "../src/text/calendar-date.ts";
import { expectWellFormed } from "./support/rule-tester.ts";
import { plainRunSettings } from "./support/settings.ts";

/**
 * Each folder of fixtures/cases is a test: its Dockerfiles are found and checked, and findings.txt has the expected findings,
 * one a line (`npx vitest run test/cases.test.ts -u` writes it). An empty findings.txt means no findings.
 */
const home = fileURLToPath(new URL("../fixtures/cases/", import.meta.url));

/** case.json beside the Dockerfiles, for options other than the defaults. */
interface Options {
  readonly asOf?: string;
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
}

test.each(readdirSync(home).sort())("%s", async (name) => {
  const folder = join(home, name);
  const { asOf = "2026-11-23", target, buildArgs = {} } = optionsOf(folder);
  const { result } = await lint({
    cwd: folder,
    paths: ["."],
    stdin: null,
    asOf: calendarDate(asOf),
    settings: plainRunSettings({ buildArgs, target }),
    forceExclude: false,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  expect(result.files, "Dockerfiles").toBeGreaterThan(0);
  expect(result.isIncomplete).toBe(false);
  expect(result.notifications).toEqual([]);
  for (const finding of result.findings)
    expectWellFormed(finding, result.sources.get(finding.path)?.text ?? "");
  await expect(result.findings.map(lineOf).join("")).toMatchFileSnapshot(
    join(folder, "findings.txt"),
  );
});

function optionsOf(folder: string): Options {
  const file = join(folder, "case.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Options) : {};
}

/** `path:line:column level rule confidence message` */
function lineOf({ path, region, level, ruleId, confidence, message }: Finding): string {
  const location = `${path}:${region.startLine}:${region.startColumn}`;
  return `${location} ${level} ${ruleId} ${confidence} ${message.long} ${message.remedy.text}\n`;
}
