import type { Finding } from "../../domain/rule/finding.ts";
import { shortMessage } from "../concise.ts";
import { compareText } from "../../text/compare-text.ts";
import { heldBackText, isListed } from "../held-back.ts";
import { markdownHeader, markdownRow } from "../markdown-text.ts";
import { Remedies } from "../remedies.ts";
import type { ReportOptions, Reporter, ReportStart, ReportTotals } from "../reporter.ts";
import { rulePageUri } from "../rule-page.ts";
import { styleOf } from "../style.ts";
import { coverageLine, existingLine, fixLine, otherImagesLine, problemLine } from "../summary.ts";
import { CappedRows } from "./capped-rows.ts";
import {
  cellCode,
  cellText,
  leftOut,
  notificationList,
  originList,
  remedyTable,
  ruleLink,
  ruleTable,
} from "./sections.ts";

/**
 * GitHub drops a job summary of more than 1 MiB (1,048,576 bytes) as a whole. These bytes of UTF-8 are less in sum, headings and
 * links included, and leave some for what else the step writes.
 */
const limits = { findings: 600_000, remedies: 150_000, rules: 50_000, notifications: 100_000 };
const originsLimit = 30_000;

/** A report in the Markdown of GitHub, made for job summaries and comments. Only rows that are shown stay in memory. */
export function markdownReporter({ verbose, showSuppressed }: ReportOptions): Reporter {
  const rows = new CappedRows(limits.findings);
  const remedies = new Remedies();
  const ruleIds = new Set<string>();
  let start: ReportStart | null = null;
  return {
    begin: (own) => {
      start = own;
      return [];
    },
    file({ path, findings }) {
      for (const finding of findings) {
        if (!isListed(finding, { showSuppressed })) continue;
        ruleIds.add(finding.ruleId);
        rows.add(finding.level, findingRow(finding, verbose));
      }
      remedies.add({ path, findings });
      return [];
    },
    *end(totals) {
      if (!start) return;
      const { rules, tool } = start;
      yield* head(totals, start);
      yield* ruleTable(
        totals.counts,
        new Map(rules.map(({ rule, level }) => [rule.id, level])),
        limits.rules,
      );
      yield* remedyTable(remedies, limits.remedies);
      if (rows.count > 0)
        yield `\n### Findings\n\n${markdownHeader(["Level", "Rule", "Location", "Message"])}`;
      yield* rows.all();
      yield* leftOut(rows.cut, "finding");
      yield* notificationList(totals.notifications, limits.notifications);
      yield* originList(start, originsLimit);
      if (ruleIds.size > 0) yield "\n";
      for (const id of [...ruleIds].sort(compareText))
        yield `[${id}]: ${rulePageUri(id, tool.homepage)}\n`;
    },
  };
}

function* head(totals: ReportTotals, { asOf }: ReportStart): Iterable<string> {
  const { counts, isIncomplete } = totals;
  const lines = [
    problemLine(totals, asOf, styleOf(false)),
    ...(isIncomplete ? ["Something could not be checked: see the notifications."] : []),
    existingLine(counts),
    fixLine(counts),
    coverageLine(totals),
    otherImagesLine(totals),
  ];
  yield "## inferlint\n";
  for (const line of lines) if (line !== null) yield `\n${cellText(line)}\n`;
}

function findingRow(finding: Finding, verbose: boolean): string {
  const { path, region, level, ruleId, message } = finding;
  const heldBack = heldBackText(finding);
  const note = heldBack === null ? "" : ` (${cellText(heldBack)})`;
  const place = cellCode(`${path}:${region.startLine}:${region.startColumn}`);
  const text = cellText(verbose ? message.long : shortMessage(finding));
  return markdownRow([level, ruleLink(ruleId), place, text + note]);
}
