import { isReported } from "../domain/rule/finding.ts";
import type { Run } from "../domain/rule/run.ts";
import type {
  CreateReporter,
  FileReport,
  FindingCounts,
  ReportOptions,
  Reporter,
} from "./reporter.ts";
import { mergedCounts } from "./merged-counts.ts";
import { defaultReportOptions } from "./reporter.ts";

/** A finished run as pieces of one report. */
export function* reportRun(reporter: Reporter, run: Run): Iterable<string> {
  yield* reporter.begin(run);
  const repositoryPathOf = (path: string) => run.sources.get(path)?.repositoryPath ?? null;
  const pathFromRoot = (path: string) => repositoryPathOf(path) ?? path;
  for (const file of filesOf(run))
    yield* reporter.file({ ...file, repositoryPathOf, pathFromRoot });
  const { files, checked, images, coverage, otherImages, answeredBy, isIncomplete } = run;
  const { notifications, recorded, supportEnds, shard, belowMinLevel = 0 } = run;
  const counts = countFindings(run);
  const merged = mergedCounts(run);
  yield* reporter.end({
    ...{ files, checked, images, coverage, otherImages, answeredBy, isIncomplete },
    ...{ notifications, counts, repositoryPathOf, pathFromRoot, belowMinLevel },
    ...(recorded ? { recorded } : {}),
    ...(supportEnds ? { supportEnds } : {}),
    ...(shard ? { shard } : {}),
    ...(merged ? { merged } : {}),
  });
}

/** A finished run as the text of one report. Options default to those of a pipe: no colors, 80 columns, short. */
export function renderRun(
  createReporter: CreateReporter,
  run: Run,
  options: Partial<ReportOptions> = {},
): string {
  const reporter = createReporter({ ...defaultReportOptions, ...options });
  return Array.from(reportRun(reporter, run)).join("");
}

/** Findings are sorted by path, so that those of a file follow each other. */
function* filesOf({
  findings,
  sources,
}: Run): Iterable<Omit<FileReport, "repositoryPathOf" | "pathFromRoot">> {
  let start = 0;
  while (start < findings.length) {
    const path = findings[start]?.path ?? "";
    let end = start;
    while (findings[end]?.path === path) end++;
    yield { path, source: sources.get(path) ?? null, findings: findings.slice(start, end) };
    start = end;
  }
}

/** @param run its findings are sorted by path */
function countFindings({ findings, against, unlistedBaselined = 0 }: Run): FindingCounts {
  const byLevel = { error: 0, warning: 0, note: 0 };
  const byRule = new Map<string, number>();
  let [files, fixable, safelyFixable, suppressed, existing] = [0, 0, 0, 0, 0];
  let baselined = unlistedBaselined;
  let lastPath: string | null = null;
  for (const finding of findings) {
    if (finding.baselined) baselined++;
    else if (finding.suppressed) suppressed++;
    else if (finding.baselineState === "unchanged") existing++;
    if (!isReported(finding)) continue;
    const { path, level, ruleId, fix } = finding;
    byLevel[level]++;
    byRule.set(ruleId, (byRule.get(ruleId) ?? 0) + 1);
    if (path !== lastPath) files++;
    lastPath = path;
    if (!fix || fix.edits.length === 0) continue;
    fixable++;
    if (fix.safe) safelyFixable++;
  }
  return {
    ...{ byLevel, byRule, files, fixable, safelyFixable, suppressed, baselined },
    existing: against === undefined ? null : existing,
  };
}
