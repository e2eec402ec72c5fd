import { regionKey } from "../../src/domain/build/region.ts";
import type { Finding } from "../../src/domain/rule/finding.ts";
import { failsAt, isReported } from "../../src/domain/rule/finding.ts";
import type { RepositoryRollout } from "../../src/domain/rule/rollout.ts";
import { loadSettings, resolveLoaded } from "../../src/pipeline/api/settings.ts";
import type { LintOutcome } from "../../src/pipeline/lint.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { configLoader } from "../../src/pipeline/load-settings.ts";
import { parseReport } from "../../src/pipeline/reports/open-report.ts";
import { readReport } from "../../src/pipeline/rollout/read-report.ts";
import { reportedRoot } from "../../src/pipeline/rollout/restored-settings.ts";
import { tryPolicy } from "../../src/pipeline/rollout/try-policy.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import type { ScanRequest } from "../../src/pipeline/scan-request.ts";
import { toJson } from "../../src/report/json/index.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { plusDays } from "../../src/text/calendar-date.ts";
import { tool } from "./forecasting.ts";

interface LintOptions {
  readonly cwd: string;
  readonly policy?: string | undefined;
  readonly asOf: CalendarDate;
  readonly catalogue: NonNullable<ScanRequest["catalogue"]>;
  readonly wantsRecord?: boolean;
  readonly session?: NonNullable<ScanRequest["session"]>;
}

/** Checks a repository as `inferlint lint` does. */
export async function lintIn({ cwd, policy, asOf, ...options }: LintOptions): Promise<LintOutcome> {
  const loaded = await loadSettings({ cwd, policy });
  const resolved = await resolveLoaded(loaded, { asOf, paths: ["."], baselines: "required" });
  return lint({
    ...resolved,
    ...{ paths: ["."], stdin: null, asOf, forceExclude: false, tool },
    ...{ wantsFixes: false, wantsCatalogue: false },
    ...options,
  });
}

/** The report that `--format json --show-suppressed` writes. */
export async function reportIn(options: LintOptions): Promise<string> {
  return toJson((await lintIn({ ...options, wantsRecord: true })).result);
}

/** What rollout says of a report. @param policy absolute */
export async function rolledOut(
  report: string,
  {
    policy,
    asOf,
    days,
  }: { readonly policy: string; readonly asOf: CalendarDate; readonly days: number },
): Promise<RepositoryRollout> {
  const load = configLoader("/", ruleset);
  return tryPolicy("one", readReport(parseReport(report)), {
    policy: await load(policy, { root: reportedRoot, role: "policy", isLocal: false }),
    ...{ asOf, until: plusDays(asOf, days) },
  });
}

/** The findings that fail a run, as texts; null where it was incomplete. */
export async function failingIn(options: LintOptions): Promise<readonly string[] | null> {
  const { result, settingsOf } = await lintIn(options);
  if (result.isIncomplete) return null;
  return result.findings
    .filter(
      (finding) => isReported(finding) && failsAt(finding.level, settingsOf(finding.path).failOn),
    )
    .map(keyOf)
    .toSorted();
}

export function keyOf({
  path,
  region,
  ruleId,
  level,
}: Pick<Finding, "path" | "region" | "ruleId" | "level">): string {
  return `${path} ${regionKey(region)} ${ruleId} ${level}`;
}
