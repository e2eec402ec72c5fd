import type { Finding } from "../domain/rule/finding.ts";
import { heldBackText, isListed } from "./held-back.ts";
import type { ReportOptions, Reporter, ReportTotals } from "./reporter.ts";
import { safeText } from "./safe-text.ts";
import type { Style } from "./style.ts";
import { levelStyle, styleOf } from "./style.ts";
import { coverageLine, existingLine, hasSummary, otherImagesLine, problemLine } from "./summary.ts";

/** `path:line:col: level rule: message`: one line for each finding, as editors and `grep` read it. */
export function conciseReporter({ colors, quiet, showSuppressed }: ReportOptions): Reporter {
  const style = styleOf(colors);
  let asOf = "";
  return {
    begin: (start) => {
      asOf = start.asOf;
      return [];
    },
    *file({ findings }) {
      for (const finding of findings)
        if (isListed(finding, { showSuppressed })) yield conciseLine(finding, style);
    },
    *end(totals) {
      if (!quiet) yield* conciseSummary(totals, asOf, style);
    },
  };
}

/** A finding, with a line feed. */
export function conciseLine(
  { path, region, level, ruleId, ...finding }: Finding,
  style: Style,
): string {
  const location = style.bold(`${safeText(path)}:${region.startLine}:${region.startColumn}:`);
  const rule = `${levelStyle(level, style)(level)} ${style.bold(ruleId)}:`;
  const heldBack = heldBackText({ ...finding, path });
  const note = heldBack === null ? "" : ` ${style.dim(`(${safeText(heldBack)})`)}`;
  return `${location} ${rule} ${safeText(shortMessage(finding))}${note}\n`;
}

/** What was checked, and how much of it is unknown: lines with their line feeds, none where no file was found. */
export function* conciseSummary(
  totals: ReportTotals,
  asOf: string,
  style: Style,
): Iterable<string> {
  if (!hasSummary(totals)) return;
  yield `${problemLine(totals, asOf, style)}\n`;
  const existing = existingLine(totals.counts);
  if (existing !== null) yield `${existing}\n`;
  const coverage = coverageLine(totals);
  if (coverage !== null) yield `${coverage}\n`;
  const others = otherImagesLine(totals);
  if (others !== null) yield `${safeText(others)}\n`;
}

/** The short message; a confidence that is not high is part of it. */
export function shortMessage({
  message,
  confidence,
}: Pick<Finding, "message" | "confidence">): string {
  return confidence === "high" ? message.short : `${message.short} (${confidence} confidence)`;
}
