import type { Run } from "../../domain/rule/run.ts";
import { LineIndex } from "../../text/line-index.ts";
import { isListed } from "../held-back.ts";
import { byLocation } from "../location-groups.ts";
import { originsLine } from "../origins.ts";
import { renderRun } from "../report-run.ts";
import type { ReportOptions, Reporter, ReportTotals } from "../reporter.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import { styleOf } from "../style.ts";
import {
  coverageLine,
  existingLine,
  fixLine,
  hasSummary,
  mergedLines,
  otherImagesLine,
  problemLine,
  ruleCounts,
  sum,
} from "../summary.ts";
import { locationLines } from "./location-lines.ts";
import { wrap } from "./wrap.ts";

/** The report for people: for each place of a file what is wrong and what to do, and a summary. */
export function textReporter(options: ReportOptions): Reporter {
  const style = styleOf(options.colors);
  // A few columns are no terminal.
  const width = Math.max(options.width, 40);
  let [asOf, origins] = ["", null as string | null];
  return {
    begin: (start) => {
      asOf = start.asOf;
      origins = originsLine(start);
      return [];
    },
    *file({ path, source, findings }) {
      const shown = findings.filter((finding) => isListed(finding, options));
      if (shown.length === 0) return;
      const view = {
        style,
        width,
        verbose: options.verbose,
        source: new LineIndex(source?.text ?? ""),
        isDockerfile: source?.kind === undefined,
        ruleColumn: shown.reduce((longest, { ruleId }) => Math.max(longest, ruleId.length), 0),
      };
      yield `${style.bold(safeText(path))}\n`;
      for (const location of byLocation(shown))
        yield `${locationLines(location, view).join("\n")}\n`;
      yield "\n";
    },
    *end(totals) {
      if (!options.quiet && hasSummary(totals))
        yield `${summary(totals, { asOf, origins }, style, options).join("\n")}\n`;
    },
  };
}

/** The text report of a run as one text. */
export function toText(run: Run, options?: Partial<ReportOptions>): string {
  return renderRun(textReporter, run, options);
}

function summary(
  totals: ReportTotals,
  { asOf, origins }: { readonly asOf: string; readonly origins: string | null },
  style: Style,
  { verbose, width }: ReportOptions,
): readonly string[] {
  const { counts } = totals;
  const first = problemLine(totals, asOf, style);
  const coverage = coverageLine(totals);
  const others = otherImagesLine(totals);
  const merged = mergedLines(totals);
  const unknown = [...merged, coverage, others, origins].flatMap((line) =>
    line === null ? [] : wrap(safeText(line), 0, width),
  );
  const existing = existingLine(counts) ?? [];
  if (sum(counts) === 0) return [first, existing, unknown].flat();
  const fixes = fixLine(counts);
  return [
    style.bold(first),
    ...[existing].flat(),
    ...(counts.files > 1 ? wrap(ruleCounts(counts), 0, width) : []),
    ...(fixes === null ? [] : [fixes]),
    ...unknown,
    style.dim(`${verbose ? "" : "Sources: --verbose. "}Why: inferlint explain RULE`),
  ];
}
