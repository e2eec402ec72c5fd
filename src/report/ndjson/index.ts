import { isInJson, jsonEnd, jsonStart } from "../json/document.ts";
import { fileText, jsonFinding } from "../json/items.ts";
import { logSafeJsonLine } from "../log-safe-json.ts";
import type { ReportOptions, Reporter, ReportStart } from "../reporter.ts";
import type { NdjsonLineV1 } from "./schema.ts";

/** One JSON object a line: findings as in the JSON report, in its order, and last the report without them. */
export function ndjsonReporter({
  showSuppressed,
}: Pick<ReportOptions, "showSuppressed">): Reporter {
  let start: ReportStart | null = null;
  return {
    begin: (known) => {
      start = known;
      return [];
    },
    *file({ source, findings }) {
      const text = fileText(source);
      for (const finding of findings)
        if (isInJson(finding, showSuppressed)) yield line(jsonFinding(finding, text));
    },
    *end(totals) {
      if (start === null) return;
      const { recorded, shard } = totals;
      yield line({
        ...jsonStart(start),
        schema: "inferlint.ndjson/1",
        ...jsonEnd(totals),
        ...(recorded ? { images: recorded } : {}),
        ...(shard ? { shard } : {}),
      });
    },
  };
}

function line(value: NdjsonLineV1): string {
  return logSafeJsonLine(value);
}
