import type { Change, Forecast } from "../../domain/rule/forecast.ts";
import { counted, groupBy } from "../../text/list.ts";
import { safeText } from "../safe-text.ts";
import { coverageLine } from "../summary.ts";
import type { Style } from "../style.ts";
import { levelStyle, styleOf } from "../style.ts";
import { causeText } from "./cause-text.ts";

/** The calendar for people: one line for each finding that is new or resolved. */
export function* forecastText(
  forecast: Forecast,
  { colors, quiet }: { readonly colors: boolean; readonly quiet: boolean },
): Iterable<string> {
  const style = styleOf(colors);
  for (const line of changeLines(forecast.changes, style)) yield `${line}\n`;
  if (quiet || forecast.files === 0) return;
  if (forecast.changes.length > 0) yield "\n";
  yield `${summaryLine(forecast, style)}\n`;
  const unknown = coverageLine(forecast);
  if (unknown !== null) yield `${unknown}\n`;
}

/** One line for each change. */
export function* changeLines(changes: readonly Change[], style: Style): Iterable<string> {
  const byFinding = groupBy(changes, findingOf);
  for (const change of changes) {
    const others = byFinding.get(findingOf(change)) ?? [];
    yield changeLine(
      change,
      others.some((other) => other.change !== change.change),
      style,
    );
  }
}

/** What two changes agree in if only the level of the finding is another one from this day on. */
function findingOf({ day, finding: { path, region, ruleId } }: Change): string {
  return JSON.stringify([day, path, region, ruleId]);
}

/** @param isOtherLevel the finding is resolved at one level and new at another */
function changeLine(
  { day, change, finding, cause }: Change,
  isOtherLevel: boolean,
  style: Style,
): string {
  const { path, region, ruleId, level } = finding;
  const place = style.bold(`${safeText(path)}:${region.startLine}`);
  const named = isOtherLevel ? `${ruleId} (${level})` : ruleId;
  const result =
    change === "new" ? levelStyle(level, style)(named) : `${named} ${style.green("resolved")}`;
  return `${day}  ${place}  ${safeText(causeText(cause))} → ${result}`;
}

function summaryLine(forecast: Forecast, { green }: Style): string {
  const { changes, asOf, until, files, checked, images, notifications } = forecast;
  const inFiles = `in ${counted(files, "file")}`;
  if (changes.length > 0) {
    const days = counted(new Set(changes.map(({ day }) => day)).size, "day");
    return `${counted(changes.length, "change")} on ${days} until ${until} ${inFiles}, as of ${asOf}`;
  }
  if (checked > 0)
    return `${green(`Nothing changes until ${until}`)} ${inFiles} (${checked} checked, ${counted(images, "azureml inference image")}), as of ${asOf}`;
  return notifications.some(({ level }) => level === "error")
    ? `Nothing was checked ${inFiles}`
    : `Nothing to check ${inFiles}: no azureml inference image`;
}
