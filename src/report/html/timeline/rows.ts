import type { Finding } from "../../../domain/rule/finding.ts";
import { isOpen, isReported } from "../../../domain/rule/finding.ts";
import type { SupportEnd } from "../../../domain/rule/support-end.ts";
import type { CalendarDate } from "../../../text/calendar-date.ts";
import { calendarDate, daysBetween } from "../../../text/calendar-date.ts";
import { compareText } from "../../../text/compare-text.ts";
import { counted, groupBy } from "../../../text/list.ts";
import { shortReference } from "../../text/describe-location.ts";

/** One line of the timeline. */
export interface TimelineRow {
  /** `Ubuntu 20.04`; foreign text. */
  readonly name: string;
  /** What happens when, in words: `ended on 2025-05-29`. */
  readonly when: string;
  /** What it is about: `5 references: …`; foreign text. */
  readonly about: string;
  readonly end: CalendarDate;
  readonly extendedEnd: CalendarDate | null;
  readonly state: SupportEnd["state"];
}

export interface TimelineGroup {
  readonly heading: string;
  readonly rows: readonly TimelineRow[];
  /** Rows that are left out. */
  readonly cut: number;
}

/** More lines of one kind show nothing more. */
const maxRows = 15;
/** Of many tags, those that end next are shown one by one. */
const maxNext = 8;

const headings: Readonly<Record<SupportEnd["kind"], string>> = {
  os: "Operating systems",
  python: "Python versions",
  tag: "Tags",
};

/** The groups of ends that a run knows. */
export function supportGroups(
  ends: readonly SupportEnd[],
  asOf: CalendarDate,
): readonly TimelineGroup[] {
  return (["os", "python", "tag"] as const).flatMap((kind) => {
    const own = ends.filter((end) => end.kind === kind);
    if (own.length === 0) return [];
    const heading = headings[kind];
    if (own.length <= maxRows)
      return [{ heading, rows: own.map((end) => supportRow(end, asOf)), cut: 0 }];
    if (kind === "tag") return [{ heading, rows: tagRows(own, asOf), cut: 0 }];
    const shown = own.toSorted((a, b) => b.references - a.references).slice(0, maxRows);
    const rows = own.filter((end) => shown.includes(end)).map((end) => supportRow(end, asOf));
    return [{ heading, rows, cut: own.length - rows.length }];
  });
}

/** Many tags: those that end next, and the others by state and by the year of their end. */
function tagRows(tags: readonly SupportEnd[], asOf: CalendarDate): readonly TimelineRow[] {
  const open = tags.filter(({ state }) => state === "open");
  const next = open.slice(0, maxNext);
  const others = tags.filter((tag) => !next.includes(tag));
  const byYear = groupBy(others, ({ state, end }) => `${end.slice(0, 4)} ${state}`);
  return [
    ...Array.from(byYear.values(), yearRow),
    ...next.map((tag) => supportRow(tag, asOf)),
  ].sort((a, b) => compareText(a.end, b.end));
}

/** @param tags of one state whose support ends in one year, in order of their ends */
function yearRow(tags: readonly [SupportEnd, ...SupportEnd[]]): TimelineRow {
  const [{ end: first, state }] = tags;
  const end = tags.at(-1)?.end ?? first;
  const period = first === end ? `until ${end}` : `until ${first} to ${end}`;
  const texts: Readonly<Record<SupportEnd["state"], string>> = {
    open: `supported ${period} at least`,
    ended: `no longer supported; they were ${period} at least`,
    unverified: `supported ${period} at least; whether they are now is unknown`,
  };
  const references = tags.reduce((sum, tag) => sum + tag.references, 0);
  return {
    name: `tags of ${counted(tags.length, "day")}`,
    when: texts[state],
    about: counted(references, "reference"),
    ...{ end, extendedEnd: null, state },
  };
}

function supportRow(end: SupportEnd, asOf: CalendarDate): TimelineRow {
  const { name, extendedEnd, state, references, images, hasMore } = end;
  const extended =
    extendedEnd === null || extendedEnd <= end.end ? "" : `; paid support until ${extendedEnd}`;
  return {
    ...{ name, end: end.end, extendedEnd, state },
    when: `${whenText(end, asOf)}${extended}`,
    about: `${counted(references, "reference")}: ${images.map(shortReference).join(", ")}${hasMore ? " …" : ""}`,
  };
}

function whenText({ kind, end, state }: SupportEnd, asOf: CalendarDate): string {
  if (kind !== "tag")
    return state === "ended"
      ? `support ended on ${end}, ${counted(daysBetween(end, asOf), "day")} ago`
      : `supported until ${end}, ${counted(daysBetween(asOf, end), "more day")}`;
  // Counted from latest, whose day may be an earlier one, a tag is supported at least that long.
  switch (state) {
    case "open":
      return `supported until ${end} at least`;
    case "ended":
      return `no longer supported; it was until ${end} at least`;
    case "unverified":
      return `supported until ${end} at least; whether it is now is unknown`;
  }
}

/** Gathers, file by file, on which days findings come back or become errors. */
export class FindingDays {
  readonly #suppressed = new Map<CalendarDate, number>();
  readonly #enforced = new Map<CalendarDate, number>();

  add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const { suppressed, enforcedFrom } = finding;
      const until = suppressed?.until ?? null;
      if (until !== null && !isOpen(finding)) increase(this.#suppressed, until);
      if (enforcedFrom !== undefined && isReported(finding))
        increase(this.#enforced, calendarDate(enforcedFrom));
    }
  }

  groups(): readonly TimelineGroup[] {
    return [
      ...group("Suppressions", this.#suppressed, (day, count) => ({
        name: counted(count, "finding"),
        when: `suppressed until ${day}`,
      })),
      ...group("Policy", this.#enforced, (day, count) => ({
        name: counted(count, "warning"),
        when: `${count === 1 ? "an error" : "errors"} from ${day} on`,
      })),
    ];
  }
}

function increase(counts: Map<CalendarDate, number>, day: CalendarDate): void {
  counts.set(day, (counts.get(day) ?? 0) + 1);
}

function group(
  heading: string,
  counts: ReadonlyMap<CalendarDate, number>,
  textOf: (day: CalendarDate, count: number) => Pick<TimelineRow, "name" | "when">,
): readonly TimelineGroup[] {
  if (counts.size === 0) return [];
  const days = [...counts].sort(([a], [b]) => compareText(a, b));
  const rows = days.slice(0, maxRows).map(([day, count]) => ({
    ...textOf(day, count),
    ...{ about: "", end: day, extendedEnd: null, state: "open" as const },
  }));
  return [{ heading, rows, cut: days.length - rows.length }];
}
