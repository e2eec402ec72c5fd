import { sentenceCase } from "../../../domain/rule/message.ts";
import type { CalendarDate } from "../../../text/calendar-date.ts";
import { daysBetween } from "../../../text/calendar-date.ts";
import { counted } from "../../../text/list.ts";
import type { Content, Markup } from "../markup.ts";
import { markup } from "../markup.ts";
import type { TimelineGroup, TimelineRow } from "./rows.ts";
import type { Scale } from "./scale.ts";
import { scaleOf } from "./scale.ts";

/** An end within this many days needs to be planned for. */
const soonDays = 365;

const legend = [
  ["ok", "supported"],
  ["soon", "ends within a year"],
  ["over", "past its end"],
  ["maybe", "may be past its end"],
  ["paid", "paid support"],
] as const;

/** What ends when: each line says it in words, and beside it a drawing that needs no words. Null where nothing ends. */
export function timelineSection(
  groups: readonly TimelineGroup[],
  asOf: CalendarDate,
): Markup | null {
  const rows = groups.flatMap((group) => group.rows);
  if (rows.length === 0) return null;
  const scale = scaleOf(
    rows.map(({ end }) => end),
    asOf,
  );
  return markup`<section aria-labelledby="timeline">
    <h2 id="timeline">What ends when</h2>
    <p class="legend">${legend.map(([kind, text]) => markup`<span><span class="key ${kind}"></span> ${text}</span> `)}<span><span class="key now"></span> as of ${asOf}</span></p>
    <div class="row axis" aria-hidden="true"><span></span>${axis(scale)}</div>
    ${groups.map((group) => groupSection(group, scale, asOf))}
  </section>
  `;
}

function groupSection(
  { heading, rows, cut }: TimelineGroup,
  scale: Scale,
  asOf: CalendarDate,
): Content {
  const more =
    cut === 0
      ? null
      : markup`<p class="more">${counted(cut, "more day")} with fewer references</p>
    `;
  return markup`<h3>${heading}</h3>
    <ul class="timeline">
      ${rows.map(
        (row) =>
          markup`<li class="row">
            <div><strong>${sentenceCase(row.name)}</strong> ${withDays(row.when)}${aboutText(row)}</div>
            ${bar(row, scale, asOf)}
          </li>
          `,
      )}
    </ul>
    ${more}`;
}

/** A day is not broken at its hyphens. */
function withDays(text: string): Content {
  return text
    .split(/(\d{4}-\d{2}-\d{2})/)
    .map((part, index) => (index % 2 === 1 ? markup`<time>${part}</time>` : part));
}

function aboutText({ about }: TimelineRow): Content {
  return about === "" ? null : markup`<span class="about">${about}</span>`;
}

function axis({ years }: Scale): Markup {
  const labels = years.map(({ year, at: x }) => markup`<text x="${x}%" y="14">${year}</text>`);
  return markup`<svg class="bar" width="100%" height="20" focusable="false">${labels}</svg>`;
}

/** Supported up to the end, then paid support, then the time since. */
function bar(row: TimelineRow, { at, years }: Scale, asOf: CalendarDate): Markup {
  const { end, extendedEnd, state } = row;
  const [ended, now] = [at(end), at(asOf)];
  const paid = extendedEnd === null ? ended : at(extendedEnd);
  const supported = state === "open" && daysBetween(asOf, end) <= soonDays ? "soon" : "ok";
  const since = state === "ended" ? "over" : state === "unverified" ? "maybe" : null;
  return markup`<svg class="bar" width="100%" height="24" aria-hidden="true" focusable="false">${years.map(({ at: x }) => markup`<line class="year" x1="${x}%" x2="${x}%" y1="0" y2="24" />`)}${segment(supported, 0, ended, 7, 10)}${segment("paid", ended, paid, 19, 3)}${since === null ? null : segment(since, ended, now, 7, 10)}<line class="now" x1="${now}%" x2="${now}%" y1="0" y2="24"/><circle class="end" cx="${ended}%" cy="12" r="4"/></svg>`;
}

function segment(kind: string, from: number, to: number, y: number, height: number): Content {
  const width = Math.round(10 * (to - from)) / 10;
  if (width <= 0) return null;
  return markup`<rect class="${kind}" x="${from}%" y="${y}" width="${width}%" height="${height}" />`;
}
