import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Source } from "./known.ts";

/** One line of a product with dates of its own: Ubuntu 22.04, Python 3.12. */
export interface ReleaseCycle {
  readonly product: "ubuntu" | "debian" | "azure-linux" | "python";
  readonly cycle: string;
  /** The last day of standard support; null where no source states one, which is unknown, not never. */
  readonly endOfLife: CalendarDate | null;
  /** The last day of paid support (Ubuntu ESM, Debian LTS). */
  readonly endOfExtendedLife: CalendarDate | null;
  readonly source: Source;
  /** What another source states, where it differs. */
  readonly other: Pick<ReleaseCycle, "endOfLife" | "endOfExtendedLife" | "source"> | null;
}

/** An end of life is the last supported day: *ended* means that the as-of date is later. */
export function hasEnded(endOfLife: CalendarDate, asOf: CalendarDate): boolean {
  return asOf > endOfLife;
}
