import type { Run } from "../../domain/rule/run.ts";
import { compactMark, listMark, StreamedList, withCompact } from "../log-safe-json.ts";
import { renderRun } from "../report-run.ts";
import type { ReportOptions, Reporter } from "../reporter.ts";
import { isInJson, jsonEnd, jsonStart } from "./document.ts";
import { fileText, jsonFinding } from "./items.ts";

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
      const text = fileText(source);
      for (const finding of findings)
        if (isInJson(finding, showSuppressed))
          yield list.add(list.item(jsonFinding(finding, text)));
    },
    *end(totals) {
      const end = { findings: listMark, ...jsonEnd(totals) };
      const { recorded, shard } = totals;
      if (shard) yield withCompact(list.end({ ...end, shard: compactMark }), shard);
      else if (recorded) yield withCompact(list.end({ ...end, images: compactMark }), recorded);
      else yield list.end(end);
    },
  };
}

/** The JSON report of a run as one text. */
export function toJson(run: Run, options?: Partial<ReportOptions>): string {
  return renderRun(jsonReporter, run, options);
}
