import type { FactSource, ReferenceFacts } from "../domain/image/fact-source.ts";
import { calendarDate, type CalendarDate } from "../text/calendar-date.ts";
import type { CatalogueData } from "./catalogue-data.ts";
import { newestDay } from "./newest-day.ts";

/** The facts of another release, as its asset `inferlint-facts-X.Y.Z.json` has them. */
export interface CatalogueFile {
  readonly catalogue: FactSource & ReferenceFacts;
  /** The newest day of any of its sources. */
  readonly newest: CalendarDate;
  /** Whether the facts that ship with this version are newer. */
  readonly isOlder: boolean;
}

/** The first lines: what the file is, and the SHA-256 of all that follows them. */
const head = /^\{\n"schema": "inferlint\.catalogue\/(\d+)",\n"sha256": "([0-9a-f]{64})",\n/;

/**
 * Reads a catalogue file. Only what a release has written is taken: its digest stands for the shape of the data.
 * @returns what is wrong with it, for a message, where it cannot be used
 */
export async function readCatalogueFile(
  text: string,
  sha256: (text: string) => string,
): Promise<CatalogueFile | string> {
  const [start, version, digest] = head.exec(text) ?? [];
  if (start === undefined || sha256(text.slice(start.length)) !== digest)
    return "it was changed or cut off after a release wrote it: download it again, and compare it with SHA256SUMS";
  if (version !== "1")
    return `it is of form ${version}, and this version reads form 1: update inferlint`;
  const { "release-cycles": cycles, ...parts } = JSON.parse(text) as Omit<
    CatalogueData,
    "cycles"
  > & {
    readonly "release-cycles": CatalogueData["cycles"];
  };
  const newest = newestDay(parts.images);
  const { openCatalogue } = await import("./index.ts");
  return {
    catalogue: openCatalogue({ ...parts, cycles }),
    newest: calendarDate(newest),
    isOlder: newest < newestDay(),
  };
}
