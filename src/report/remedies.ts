import type { Level } from "../domain/rule/finding.ts";
import { isReported, severityOf } from "../domain/rule/finding.ts";
import { byLocation, mostSevere } from "./location-groups.ts";
import { compareText } from "../text/compare-text.ts";
import type { FileReport } from "./reporter.ts";

/** What to do at one or more places. */
export interface RemedyGroup {
  /** One sentence; foreign text. */
  readonly text: string;
  /** The most severe one of its findings. */
  readonly level: Level;
  /** How many lines of files it is for. */
  readonly places: number;
  /** The first of them: `path:line`. */
  readonly first: readonly string[];
}

/** A list of more places is no help to a reader. */
const maxPlaces = 8;
/** Thousands of images can have a remedy each. */
const maxRemedies = 2_000;

/** Gathers the remedies of a run, one for each place: thousands of places can need the same. */
export class Remedies {
  readonly #groups = new Map<
    string,
    { level: Level; places: number; first: string[]; last: string }
  >();
  /** Places whose remedies are left out. */
  cut = 0;

  add({ path, findings }: Pick<FileReport, "path" | "findings">): void {
    for (const location of byLocation(findings.filter(isReported))) {
      const { message, region, level } = mostSevere(location);
      const { text } = message.remedy;
      const place = `${path}:${region.startLine}`;
      const group = this.#groups.get(text);
      if (!group && this.#groups.size === maxRemedies) this.cut++;
      else if (!group) this.#groups.set(text, { level, places: 1, first: [place], last: place });
      else {
        if (severityOf(level) < severityOf(group.level)) group.level = level;
        if (group.last === place) continue;
        group.places++;
        if (group.first.length < maxPlaces) group.first.push(place);
        group.last = place;
      }
    }
  }

  /** That of the most severe findings first, then that of the most places. */
  all(): readonly RemedyGroup[] {
    return [...this.#groups]
      .map(([text, group]) => ({ text, ...group }))
      .sort(
        (a, b) =>
          severityOf(a.level) - severityOf(b.level) ||
          b.places - a.places ||
          compareText(a.text, b.text),
      );
  }
}
