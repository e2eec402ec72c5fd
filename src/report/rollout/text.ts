import type { Finding } from "../../domain/rule/finding.ts";
import type { RepositoryRollout, Rollout, TriedRepository } from "../../domain/rule/rollout.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { counted } from "../../text/list.ts";
import { changeLines } from "../forecast/text.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import { levelStyle, styleOf } from "../style.ts";
import { failsFrom, summaryOf } from "./verdict.ts";

/** For people: each repository with what fails there today and on later days. */
export function* rolloutText(
  rollout: Rollout,
  { colors, quiet }: { readonly colors: boolean; readonly quiet: boolean },
): Iterable<string> {
  const style = styleOf(colors);
  const { repositories, asOf } = rollout;
  for (const one of repositories) {
    yield `${style.bold(safeText(one.repository))}: ${verdict(one, asOf, style)}\n`;
    if (one.kind === "untried" || quiet) continue;
    for (const finding of one.failing) yield `  ${findingLine(finding, style)}\n`;
    for (const line of changeLines(one.changes, style)) yield `  ${line}\n`;
    const rejected = one.notifications.length;
    if (rejected > 0)
      yield `  ${counted(rejected, "notification")} about settings and suppressions (see --format json)\n`;
  }
  if (!quiet) yield `\n${summaryLine(rollout)}\n`;
}

function verdict(one: RepositoryRollout, asOf: CalendarDate, style: Style): string {
  if (one.kind === "untried")
    return `${levelStyle("error", style)("not tried")}: ${safeText(one.why)}`;
  if (one.failing.length > 0)
    return `${levelStyle("error", style)("fails")} with ${counted(one.failing.length, "finding")}`;
  const from = failsFrom(one, asOf);
  return from === null
    ? `${style.green("passes")} until ${one.until}`
    : `${levelStyle("warning", style)(`passes, and fails from ${from}`)} with ${newOn(one, from)}`;
}

function newOn({ changes }: TriedRepository, on: CalendarDate): string {
  const all = changes.filter(({ change, day }) => change === "new" && day === on);
  return counted(all.length, "finding");
}

function findingLine({ path, region, ruleId, level, message }: Finding, style: Style): string {
  const place = style.bold(`${safeText(path)}:${region.startLine}`);
  return `${place}  ${levelStyle(level, style)(ruleId)}  ${safeText(message.short)}`;
}

function summaryLine(rollout: Rollout): string {
  const { repositories, passing, failing, untried, coming } = summaryOf(rollout);
  const later = coming === 0 ? "" : ` (${coming} of them failing by ${rollout.until})`;
  const rest = untried === 0 ? "" : `, ${untried} not tried`;
  return `${counted(repositories, "repository", "repositories")} as of ${rollout.asOf}: ${failing} failing, ${passing} passing${later}${rest}`;
}
