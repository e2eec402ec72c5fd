import type { CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";

/** Until when something is supported that images of a run rest on: a release in them, or the tags of a day. */
export interface SupportEnd {
  readonly kind: "os" | "python" | "tag";
  /** `Ubuntu 20.04`, `Python 3.8`, `tag of 2025-02-19`. */
  readonly name: string;
  /** The last day of support; of a tag the last one on which any `latest` supports it. */
  readonly end: CalendarDate;
  /** The last day of paid support behind it; null where none is known, and of tags. */
  readonly extendedEnd: CalendarDate | null;
  /** `open` until the end and `ended` after it; `unverified`: a tag that may have been supported longer. */
  readonly state: "open" | "ended" | "unverified";
  /** References to images in files. */
  readonly references: number;
  /** Images that they name, in order of files: at most `maxEndImages`. */
  readonly images: readonly string[];
  /** There are more images. */
  readonly hasMore: boolean;
}

/** A list of more would hide the ends. */
export const maxEndImages = 3;

const kinds: readonly SupportEnd["kind"][] = ["os", "python", "tag"];

/** By kind, then by day, then by name. */
export function compareEnds(a: EndOfRelease, b: EndOfRelease): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    compareText(a.end, b.end) ||
    compareText(a.name, b.name)
  );
}

/** What tells ends of one run apart. */
export function endKey({ kind, name, end, state }: EndOfRelease): string {
  return `${kind} ${name} ${end} ${state}`;
}

type EndOfRelease = Pick<SupportEnd, "kind" | "name" | "end" | "state">;
