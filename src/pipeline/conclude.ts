import { startKey } from "../domain/build/region.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { SettingLocation } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import type { CheckedBaseline } from "./baseline-check.ts";
import { baselineNotices } from "./baseline-notices.ts";
import type { UnmatchedPattern } from "./pattern-notices.ts";
import type { RunLog } from "./run-log.ts";

/** What can be decided only once all files of a run were checked. */
export interface WholeRun {
  /** Of each configuration, in order. */
  readonly exceptions: readonly ExceptionsToReport[];
  readonly patterns: () => Promise<readonly UnmatchedPattern[]>;
  /** What a policy rejects. */
  readonly rejections: readonly Notification[];
  readonly baselines: readonly CheckedBaseline[];
  readonly isBaselineStrict: boolean;
}

/** The exceptions of one configuration. */
export interface ExceptionsToReport {
  /** @param isWhole whether every file was checked that the exceptions in a file could cover */
  readonly findings: (isWhole: (path: string) => boolean) => readonly Finding[];
  /** Whether everything was searched that the exceptions in a file could cover. */
  readonly isWhole: (path: string) => boolean;
  /** Called for each finding that is reported. */
  readonly onReported: (finding: Finding) => void;
}

/** Adds what the files of a run leave to say to its log, and returns the findings about exceptions. */
export async function conclude(
  { exceptions, patterns, rejections, baselines, isBaselineStrict }: WholeRun,
  log: RunLog,
): Promise<readonly Finding[]> {
  const reported = new Set<string>();
  const findings: Finding[] = [];
  for (const own of exceptions)
    for (const finding of own.findings((path) => !log.isIncomplete && own.isWhole(path))) {
      // Several configurations can extend the file that an exception stands in.
      const key = `${finding.ruleId} ${placeOf(finding)}`;
      if (reported.has(key)) continue;
      reported.add(key);
      findings.push(finding);
      own.onReported(finding);
    }
  if (!log.isIncomplete)
    for (const { notification, exception } of await patterns())
      if (!exception || !reported.has(`unused-suppression ${placeOf(exception)}`))
        log.add(notification);
  for (const rejection of rejections) log.add(rejection);
  for (const baseline of baselines.toSorted((a, b) => compareText(a.file.path, b.file.path)))
    for (const notice of baselineNotices(baseline, isBaselineStrict)) log.add(notice);
  return findings;
}

function placeOf({ path, region }: SettingLocation): string {
  return `${startKey(region)} ${path}`;
}
