import type { Run } from "../../domain/rule/run.ts";
import { compactMark, listMark, StreamedList, withCompact } from "../log-safe-json.ts";
import { renderRun } from "../report-run.ts";
import type { ReportOptions, Reporter, ReportStart, ReportTotals } from "../reporter.ts";
import { jsonOrigins } from "../origins.ts";
import { fileText, jsonCoverage, jsonFinding, jsonNotification } from "./items.ts";
import type { JsonReportV1 } from "./schema.ts";

/**
 * The JSON report: everything that any other format shows. Baselined findings are counted, and listed with `showSuppressed`
 * only.
 */
export function jsonReporter({ showSuppressed }: Pick<ReportOptions, "showSuppressed">): Reporter {
  const list = new StreamedList();
  return {
    *begin(start) {
      yield list.begin({ ...jsonStart(start), findings: listMark });
    },
    *file({ source, findings }) {
      const text = fileText(source?.text ?? null);
      for (const finding of findings)
        if (showSuppressed || !finding.baselined)
          yield list.add(list.item(jsonFinding(finding, text)));
    },
    *end(totals) {
      const end = { findings: listMark, ...jsonEnd(totals) };
      const { recorded } = totals;
      yield recorded
        ? withCompact(list.end({ ...end, images: compactMark }), recorded)
        : list.end(end);
    },
  };
}

/** The JSON report of a run as one text. */
export function toJson(run: Run, options?: Partial<ReportOptions>): string {
  return renderRun(jsonReporter, run, options);
}

// Every object is spelled out: what the domain gains later must not become part of a published schema by accident.

type JsonEnd = Pick<JsonReportV1, "summary" | "notifications">;

function jsonStart(start: ReportStart): Omit<JsonReportV1, "findings" | keyof JsonEnd> {
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

function jsonEnd(totals: ReportTotals): JsonEnd {
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
