import type { Level } from "../../domain/rule/finding.ts";
import type { Notification, Run, RunOrigins } from "../../domain/rule/run.ts";
import { counted } from "../../text/list.ts";
import { markdownCode, markdownHeader, markdownRow, markdownText } from "../markdown-text.ts";
import { originItems } from "../origins.ts";
import type { Remedies, RemedyGroup } from "../remedies.ts";
import type { FindingCounts } from "../reporter.ts";
import { sortedRuleCounts } from "../summary.ts";
import { CappedRows } from "./capped-rows.ts";

/** A reference can be as long as its file. */
const maxCell = 1_000;

/** Foreign text for a cell, or within a line. */
export function cellText(text: string): string {
  return markdownText(shortened(text));
}

export function cellCode(text: string): string {
  return markdownCode(shortened(text));
}

function shortened(text: string): string {
  return text.length <= maxCell ? text : `${text.slice(0, maxCell - 1)}…`;
}

/** How many findings each rule has. @param levels that the run gives rules */
export function* ruleTable(
  counts: FindingCounts,
  levels: ReadonlyMap<string, Level>,
  limit: number,
): Iterable<string> {
  const rows = new CappedRows(limit);
  for (const [id, count] of sortedRuleCounts(counts))
    rows.add(levels.get(id) ?? "error", markdownRow([String(count), ruleLink(id)]));
  if (rows.count === 0) return;
  yield `\n### By rule\n\n${markdownHeader(["Findings", "Rule"])}`;
  yield* rows.all();
  yield* leftOut(rows.cut, "rule");
}

/** A link whose target stands at the end of the report, so that thousands of rows do not repeat it. */
export function ruleLink(id: string): string {
  return `[${id}]`;
}

/** What to do, each remedy with its places. */
export function* remedyTable(remedies: Remedies, limit: number): Iterable<string> {
  const rows = new CappedRows(limit);
  for (const group of remedies.all())
    rows.add(group.level, markdownRow([cellText(group.text), placesText(group)]));
  if (rows.count === 0) return;
  yield `\n### What to do\n\n${markdownHeader(["Remedy", "Where"])}`;
  yield* rows.all();
  yield* leftOut(rows.cut + remedies.cut, "remedy", "remedies");
}

function placesText({ places, first }: RemedyGroup): string {
  const more = places - first.length;
  const rest = more > 0 ? [`${more} more`] : [];
  return [...first.map(cellCode), ...rest].join(", ");
}

export function* notificationList(
  notifications: readonly Notification[],
  limit: number,
): Iterable<string> {
  const rows = new CappedRows(limit);
  for (const { level, id, message, path, region } of notifications) {
    const line = region === null ? "" : `:${region.startLine}`;
    const place = path === null ? "" : ` (${cellCode(path + line)})`;
    rows.add(level, `- ${level} \`${id}\`: ${cellText(message)}${place}\n`);
  }
  if (rows.count === 0) return;
  yield "\n### Notifications\n\n";
  yield* rows.all();
  yield* leftOut(rows.cut, "notification");
}

/** The policy, the configuration, the facts and their days. */
export function* originList(
  start: RunOrigins & Pick<Run, "asOf" | "tool" | "against">,
  limit: number,
): Iterable<string> {
  const rows = new CappedRows(limit);
  for (const { name, value, isCode } of originItems(start))
    rows.add("note", `- ${name}: ${isCode === true ? cellCode(value) : cellText(value)}\n`);
  yield "\n<details><summary>Policy, configuration and facts</summary>\n\n";
  yield* rows.all();
  yield* leftOut(rows.cut, "entry", "entries");
  yield "\n</details>\n";
}

/** GitHub drops a larger summary as a whole, so that what is left out is counted instead. */
export function* leftOut(count: number, singular: string, plural?: string): Iterable<string> {
  if (count > 0)
    yield `\n${counted(count, `more ${singular}`, plural === undefined ? undefined : `more ${plural}`)} not shown: a job summary of GitHub has at most 1 MiB.\n`;
}
