import type { FailOn } from "../../domain/rule/fail-on.ts";
import { failOnOf } from "../../domain/rule/fail-on.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";
import type { QuotedSource, RuleWithLevel, Run, Tool } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { JsonNotificationV1 } from "../../report/json/schema.ts";
import { compareFindings } from "../../check/index.ts";
import type { Notification } from "../../domain/rule/run.ts";
import { ruleNamed } from "../requirement-rules.ts";
import { groupBy } from "../../text/list.ts";
import { quotedLines } from "./quoted-lines.ts";
import type { OpenedReport } from "./read-reports.ts";
import type { ReportToMerge } from "./report-shape.ts";
import { restoredFinding } from "./restore-finding.ts";

/** A run as its report describes it. */
export interface RestoredRun extends Run {
  readonly failOn: FailOn;
}

/** The run that a report of a whole run describes. */
export async function wholeRun({ report, file }: OpenedReport, tool: Tool): Promise<RestoredRun> {
  const { findings, summary, notifications, incomplete = false, against, supportEnds } = report;
  const sources = new Map<string, QuotedSource>();
  for (const [path, own] of groupBy(findings, (finding) => finding.path))
    sources.set(path, quotedLines(own, path));
  const listed = findings.filter(({ baselined }) => baselined === true).length;
  const unlistedBaselined = summary.baselined - listed;
  if (unlistedBaselined < 0)
    throw new UsageError(
      `${file} cannot be merged: it lists more baselined findings than it counts`,
    );
  requireAll(report, file);
  const restored = findings.map((finding): Finding => restoredFinding(finding, null));
  return {
    ...(await startOf(report, file, tool)),
    findings: restored.sort(compareFindings),
    notifications: notifications.map(restoredNotification),
    isIncomplete: incomplete,
    failOn: failOnOf(report.failOn, Object.entries(report.failOnByFile ?? {})),
    hasBaseline: summary.baselined > 0,
    sources,
    ...countsOf(summary),
    supportEnds,
    unlistedBaselined,
    ...(against === undefined ? {} : { against }),
    answeredBy: report.facts === null ? null : "facts",
  };
}

/** @throws UsageError for a report that does not list all that it counts, or all that was found */
function requireAll({ findings, summary, notifications }: ReportToMerge, file: string): void {
  if (notifications.some(({ id }) => id === "left-out"))
    throw new UsageError(
      `${file} cannot be merged: findings below --min-level are not in it; write it without, and merge with --min-level`,
    );
  const open = findings.filter(
    ({ suppressed, baselined, baselineState }) =>
      !suppressed && baselined !== true && baselineState !== "unchanged",
  );
  const counted = { error: summary.errors, warning: summary.warnings, note: summary.notes };
  for (const level of levels) {
    const listed = open.filter((finding) => finding.level === level).length;
    if (listed !== counted[level])
      throw new UsageError(
        `${file} cannot be merged: it counts ${counted[level]} findings of level ${level} and lists ${listed}`,
      );
  }
}

/** What reports of one repository and day have in common. @throws UsageError for a rule that there is not */
export async function startOf(
  { asOf, rules, catalogue, policy, facts, configuration, configurations, commit }: ReportToMerge,
  file: string,
  tool: Tool,
): Promise<
  Pick<
    Run,
    "tool" | "asOf" | "rules" | "catalogue" | "policy" | "facts" | "configurations" | "commit"
  >
> {
  const known: RuleWithLevel[] = [];
  for (const { id, level } of rules) {
    const rule = await ruleNamed(id);
    if (!rule) throw new UsageError(`${file} cannot be merged: there is no rule ${id}`);
    known.push({ rule, level });
  }
  const paths = configurations ?? (configuration === null ? [] : [configuration]);
  return {
    ...{ tool, asOf, rules: known, catalogue, policy, facts, commit },
    configurations: paths.map((path) => ({ path, repositoryPath: path })),
  };
}

function countsOf({
  files,
  checked,
  images,
  coverage,
  otherImages,
}: ReportToMerge["summary"]): Pick<
  Run,
  "files" | "checked" | "images" | "coverage" | "otherImages"
> {
  return { files, checked, images, coverage, otherImages };
}

function restoredNotification(notification: JsonNotificationV1): Notification {
  const { level, id, message, path, region } = notification;
  return { level, id, message, path: path ?? null, region: region ?? null };
}
