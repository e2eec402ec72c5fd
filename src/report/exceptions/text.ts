import type { Exemption, ExemptionList } from "../../domain/rule/exemption.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { counted } from "../../text/list.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import { styleOf } from "../style.ts";
import { imagesOf } from "./columns.ts";
import { countsOf, daysLeft } from "./counts.ts";

/** Longer places move the rest of their line. */
const maxPlace = 40;
/** More would hide the next entry. */
const maxHidden = 5;

/** The list for people: a line for each exemption, and below it what it is about and what it hides. */
export function* exceptionsText(
  list: ExemptionList,
  { colors, quiet }: { readonly colors: boolean; readonly quiet: boolean },
): Iterable<string> {
  const style = styleOf(colors);
  const { exemptions, asOf } = list;
  const soon = new Set(list.endingSoon);
  const width = (texts: readonly string[], max: number): number =>
    Math.min(
      texts.reduce((longest, { length }) => Math.max(longest, length), 0),
      max,
    );
  const columns = {
    place: width(exemptions.map(placeOf), maxPlace),
    kind: "configuration".length,
    end: width(
      exemptions.map((exemption) => endText(exemption, asOf)),
      maxPlace,
    ),
  };
  for (const exemption of exemptions) {
    const end = endText(exemption, asOf);
    const pad = (text: string, column: number): string =>
      " ".repeat(Math.max(column - text.length, 0));
    const place = placeOf(exemption);
    const isSoon = soon.has(exemption);
    yield [
      `${style.bold(place)}${pad(place, columns.place)}`,
      `${exemption.kind}${pad(exemption.kind, columns.kind)}`,
      `${isSoon ? style.yellow(end) : end}${pad(end, columns.end)}`,
      `${rulesText(exemption)}\n`,
    ].join("  ");
    for (const detail of detailsOf(exemption, style)) yield `    ${detail}\n`;
  }
  if (quiet) return;
  if (exemptions.length > 0) yield "\n";
  yield `${summaryText(list, style)}\n`;
}

function placeOf({ location: { path, region } }: Exemption): string {
  return `${safeText(path)}:${region.startLine}`;
}

function rulesText({ rules }: Exemption): string {
  return rules.length === 0 ? "no rule" : rules.join(", ");
}

function endText(exemption: Exemption, asOf: CalendarDate): string {
  const { until, kind } = exemption;
  const left = daysLeft(exemption, asOf);
  if (until === null || left === null) return kind === "baseline" ? "" : "no end";
  if (left < 0) return `${until} (ended)`;
  return `${until} (${left === 0 ? "last day" : `${counted(left, "day")} left`})`;
}

function* detailsOf(exemption: Exemption, style: Style): Iterable<string> {
  const { files, scope, stage, reason, status, why, hides } = exemption;
  if (reason !== null && reason !== "") yield safeText(`reason: ${reason}`);
  if (scope === "patterns" && files) yield safeText(`files: ${files.join(", ")}`);
  if (scope === "finding" && files) yield safeText(`file: ${files.join(", ")}`);
  const images = imagesOf(exemption);
  if (images.length > 0)
    yield safeText(`${scope === "patterns" ? "images" : "image"}: ${images.join(", ")}`);
  if (stage !== null) yield safeText(`stage: ${stage}`);
  if (status !== "accepted" || why !== null) {
    const paint = status === "accepted" ? style.yellow : style.red;
    const lead = status === "accepted" ? "in part" : status;
    yield paint(safeText(why === null ? lead : `${lead}: ${why}`));
  }
  const shown = hides.slice(0, maxHidden).map(({ ruleId, path, region }) => {
    return `${ruleId} ${path}:${region.startLine}:${region.startColumn}`;
  });
  const more = hides.length > maxHidden ? `, and ${hides.length - maxHidden} more` : "";
  yield hides.length === 0
    ? style.dim("hides nothing")
    : safeText(`hides ${counted(hides.length, "finding")}: ${shown.join(", ")}${more}`);
}

function summaryText(list: ExemptionList, style: Style): string {
  const { exemptions, asOf, expiring, endingSoon } = list;
  if (exemptions.length === 0) return `${style.green("No exceptions")}, as of ${asOf}`;
  const { kinds, statuses, hidden } = countsOf(list);
  const parts = [
    ...(kinds.comment > 0 ? [counted(kinds.comment, "comment")] : []),
    ...(kinds.configuration > 0 ? [`${kinds.configuration} of the configuration`] : []),
    ...(kinds.policy > 0 ? [`${kinds.policy} of the policy`] : []),
    ...(kinds.baseline > 0 ? [`${kinds.baseline} in the baseline`] : []),
  ];
  const without = (["rejected", "expired", "invalid"] as const)
    .filter((status) => statuses[status] > 0)
    .map((status) => `, ${statuses[status]} ${status}`);
  const count = endingSoon.length;
  const end = `${count} ${count === 1 ? "ends" : "end"} within ${counted(expiring ?? 0, "day")}`;
  const ending = expiring === null ? "" : `, ${count > 0 ? style.yellow(end) : end}`;
  const all = style.bold(counted(exemptions.length, "exception"));
  const hide = `${exemptions.length === 1 ? "hides" : "hide"} ${counted(hidden, "finding")}`;
  return `${all} (${parts.join(", ")}) ${hide}${without.join("")}${ending}, as of ${asOf}`;
}
