import type { Finding } from "../../domain/rule/finding.ts";
import { jsonOrigins } from "../origins.ts";
import type { ReportStart, ReportTotals } from "../reporter.ts";
import { jsonCoverage, jsonNotification } from "./items.ts";
import type { JsonReportV1 } from "./schema.ts";

// Every object is spelled out: what the domain gains later must not become part of a published schema by accident.

type JsonEnd = Pick<JsonReportV1, "summary" | "notifications">;

/** What is known before the first finding. */
export function jsonStart(start: ReportStart): Omit<JsonReportV1, "findings" | keyof JsonEnd> {
  const { tool, asOf, rules, against } = start;
  return {
    schema: "inferlint.report/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    rules: rules.map(({ rule, level }) => ({ id: rule.id, level })),
    ...jsonOrigins(start, "path"),
    ...(against === undefined ? {} : { against: { ref: against.ref, commit: against.commit } }),
  };
}

/** Baselined findings are counted, and listed with `showSuppressed` only. */
export function isInJson({ baselined }: Finding, showSuppressed: boolean): boolean {
  return showSuppressed || !baselined;
}

/** What is known after the last finding. */
export function jsonEnd(totals: ReportTotals): JsonEnd {
  const { files, checked, images, coverage, otherImages, counts, notifications } = totals;
  const { error, warning, note } = counts.byLevel;
  const { suppressed, baselined, existing } = counts;
  return {
    summary: {
      ...{ files, checked, images },
      ...{ errors: error, warnings: warning, notes: note },
      ...{ suppressed, baselined },
      ...(existing === null ? {} : { existing }),
      coverage: jsonCoverage(coverage),
      otherImages: { count: otherImages.count, names: [...otherImages.names] },
    },
    notifications: notifications.map(jsonNotification),
  };
}
