import type { FailOn } from "../../domain/rule/fail-on.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { compareText } from "../../text/compare-text.ts";
import type { LevelCounts, MergedCounts } from "../merged-counts.ts";
import { jsonOrigins } from "../origins.ts";
import type { ReportStart, ReportTotals } from "../reporter.ts";
import { jsonCoverage, jsonNotification, jsonOtherImages, jsonSupportEnd } from "./items.ts";
import type { JsonLevelsV1, JsonReportV1, JsonRepositoryV1 } from "./schema.ts";

// Every object is spelled out: what the domain gains later must not become part of a published schema by accident.

type JsonEnd = Pick<
  JsonReportV1,
  | "summary"
  | "notifications"
  | "incomplete"
  | "supportEnds"
  | "repository"
  | "repositories"
  | "counts"
>;

/** What is known before the first finding. */
export function jsonStart(start: ReportStart): Omit<JsonReportV1, "findings" | keyof JsonEnd> {
  const { tool, asOf, rules, failOn, against } = start;
  return {
    schema: "inferlint.report/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    rules: rules.map(({ rule, level }) => ({ id: rule.id, level })),
    ...(failOn ? jsonFailOn(failOn) : {}),
    ...jsonOrigins(start, "path"),
    ...(against === undefined ? {} : { against: { ref: against.ref, commit: against.commit } }),
  };
}

function jsonFailOn({ level, byFile }: FailOn): Pick<JsonReportV1, "failOn" | "failOnByFile"> {
  const files = [...byFile].sort(([a], [b]) => compareText(a, b));
  return {
    failOn: level,
    ...(files.length === 0 ? {} : { failOnByFile: Object.fromEntries(files) }),
  };
}

/** Baselined findings are counted, and listed with `showSuppressed` only. */
export function isInJson({ baselined }: Finding, showSuppressed: boolean): boolean {
  return showSuppressed || !baselined;
}

/** What is known after the last finding. */
export function jsonEnd(totals: ReportTotals): JsonEnd {
  const { files, checked, images, coverage, otherImages, counts, notifications, merged } = totals;
  const { isIncomplete, supportEnds } = totals;
  const { error, warning, note } = counts.byLevel;
  const { suppressed, baselined, existing } = counts;
  return {
    summary: {
      ...{ files, checked, images },
      ...{ errors: error, warnings: warning, notes: note },
      ...{ suppressed, baselined },
      ...(existing === null ? {} : { existing }),
      coverage: jsonCoverage(coverage),
      otherImages: jsonOtherImages(otherImages),
    },
    notifications: notifications.map(jsonNotification),
    ...(isIncomplete ? { incomplete: true } : {}),
    ...(supportEnds ? { supportEnds: supportEnds.map(jsonSupportEnd) } : {}),
    ...(merged ? jsonMerged(merged) : {}),
  };
}

function jsonMerged({
  repositories,
  images,
  rules,
}: MergedCounts): Pick<JsonEnd, "repository" | "repositories" | "counts"> {
  const levels = ({ error, warning, note }: LevelCounts): JsonLevelsV1 => ({
    ...{ errors: error, warnings: warning, notes: note },
  });
  const own = repositories.map(({ name, configuration, commit, ...counted }): JsonRepositoryV1 => ({
    ...{ name, configuration, commit },
    ...{ files: counted.files, checked: counted.checked, images: counted.images },
    ...levels(counted.byLevel),
    ...{ suppressed: counted.suppressed, baselined: counted.baselined },
  }));
  const [first, second] = own;
  return {
    repository: first && !second ? first.name : null,
    repositories: own,
    counts: {
      images: images.map((one) => ({
        ...{ image: one.name, ...levels(one.byLevel), repositories: one.repositories },
      })),
      rules: rules.map((one) => ({
        ...{ id: one.name, ...levels(one.byLevel), repositories: one.repositories },
      })),
    },
  };
}
