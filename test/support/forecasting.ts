import { expect } from "vitest";
import { regionKey } from "../../src/domain/build/region.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { isReported } from "../../src/domain/rule/finding.ts";
import type { Forecast } from "../../src/domain/rule/forecast.ts";
import type { ForecastRequest } from "../../src/pipeline/forecast/index.ts";
import { forecast } from "../../src/pipeline/forecast/index.ts";
import { lint } from "../../src/pipeline/lint.ts";
import type { ScanRequest } from "../../src/pipeline/scan-request.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { plusDays } from "../../src/text/calendar-date.ts";

export const tool = { name: "inferlint", version: "0.0.0", homepage: "https://example.org" };

/** What is checked, on whichever day. */
export type RequestOn = (day: CalendarDate) => Promise<ScanRequest>;

/**
 * Checks on every day, as a user would, and expects of the forecast that it names exactly the changes between two days.
 * @returns the forecast
 */
export async function expectLaw(
  requestOn: RequestOn,
  asOf: CalendarDate,
  days: number,
): Promise<Forecast> {
  const request: ForecastRequest = { ...(await requestOn(asOf)), tool, days };
  const result = await forecast(request);
  const expected: string[] = [];
  let before = await reportedOn(requestOn, asOf);
  for (let count = 1; count <= days; count++) {
    const day = plusDays(asOf, count);
    const after = await reportedOn(requestOn, day);
    for (const key of after) if (!before.has(key)) expected.push(`${day} new ${key}`);
    for (const key of before) if (!after.has(key)) expected.push(`${day} resolved ${key}`);
    before = after;
  }
  const named = result.changes.map(
    ({ day, change, finding }) => `${day} ${change} ${keyOf(finding)}`,
  );
  expect(named.toSorted()).toEqual(expected.toSorted());
  return result;
}

async function reportedOn(requestOn: RequestOn, day: CalendarDate): Promise<ReadonlySet<string>> {
  const { result } = await lint({
    ...(await requestOn(day)),
    ...{ tool, wantsFingerprints: false, wantsFixes: false, wantsOrigins: "never" },
  });
  return new Set(result.findings.filter(isReported).map(keyOf));
}

function keyOf({
  path,
  region,
  ruleId,
  level,
}: Pick<Finding, "path" | "region" | "ruleId" | "level">): string {
  return `${path} ${regionKey(region)} ${ruleId} ${level}`;
}
