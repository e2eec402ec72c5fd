import { referenceText, runtimeImages, taggedImages } from "../domain/build/inference-images.ts";
import type { InferenceImage } from "../domain/build/inference-images.ts";
import {
  checksRelease,
  cycleEnded,
  cycleName,
  hasSupportWindow,
  lastDay,
} from "../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../domain/image/release-cycle.ts";
import type { SupportWindow } from "../domain/image/tag-age.ts";
import { evaluateTagAge, leavesWindow, publishedText } from "../domain/image/tag-age.ts";
import type { SupportEnd } from "../domain/rule/support-end.ts";
import { compareEnds, endKey, maxEndImages } from "../domain/rule/support-end.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import { plusDays } from "../text/calendar-date.ts";
import { imageKey } from "./count-images.ts";
import type { OpenFile } from "./load-sources.ts";

type End = Omit<SupportEnd, "references" | "images" | "hasMore">;

interface CountedEnd extends End {
  references: number;
  /** The first images that have it, each with the number of the first file that names it. */
  readonly images: Map<string, number>;
  more: boolean;
}

/** Gathers what ends when for the images of a run, file by file: memory grows with the ends, not with the images. */
export class SupportEnds {
  readonly #ends = new Map<string, CountedEnd>();
  readonly #asOf: CalendarDate;

  constructor(asOf: CalendarDate) {
    this.#asOf = asOf;
  }

  /** @param file its number among all files, where shards are merged by it */
  add(builds: OpenFile["builds"], file: number): void {
    // Each place once, in whichever of the builds.
    const found = new Map<string, { readonly end: End; readonly image: string }>();
    for (const { build, place, supportWindow } of builds) {
      const note = (image: InferenceImage, end: End): void => {
        const key = `${imageKey(image, place)} ${endKey(end)}`;
        found.set(key, { end, image: referenceText(image) });
      };
      for (const image of runtimeImages(build))
        for (const end of releaseEnds(image, this.#asOf)) note(image, end);
      for (const image of taggedImages(build)) {
        const end = tagEnd(image, supportWindow, this.#asOf);
        if (end) note(image, end);
      }
    }
    for (const { end, image } of found.values()) this.#count(end, image, file);
  }

  /** By kind, then by day. */
  result(): readonly SupportEnd[] {
    return this.#sorted().map(({ more, images, ...end }) => ({
      ...{ ...end, images: [...images.keys()], hasMore: more },
    }));
  }

  /** The numbers of the files that name the images of each end first. */
  files(): readonly (readonly number[])[] {
    return this.#sorted().map(({ images }) => [...images.values()]);
  }

  #sorted(): readonly CountedEnd[] {
    return [...this.#ends.values()].sort(compareEnds);
  }

  #count(end: End, image: string, file: number): void {
    const key = endKey(end);
    const known = this.#ends.get(key);
    if (!known) {
      const images = new Map([[image, file]]);
      this.#ends.set(key, { ...end, references: 1, images, more: false });
      return;
    }
    known.references++;
    if (known.images.has(image)) return;
    if (known.images.size < maxEndImages) known.images.set(image, file);
    else known.more = true;
  }
}

function releaseEnds({ facts, conda }: InferenceImage, asOf: CalendarDate): readonly End[] {
  const os = checksRelease(facts, "os") ? facts.osCycle : null;
  const own = checksRelease(facts, "python") ? facts.pythonCycle : null;
  // The Python of a conda environment serves in place of the image's own.
  const python = conda === null ? own : conda.release.cycle;
  return [...cycleEnd("os", os, asOf), ...cycleEnd("python", python, asOf)];
}

function cycleEnd(
  kind: "os" | "python",
  cycle: ReleaseCycle | null,
  asOf: CalendarDate,
): readonly End[] {
  const end = lastDay(cycle, "standard");
  if (cycle === null || end === null) return [];
  const extendedEnd = cycle.endOfExtendedLife;
  const state = cycleEnded(cycle, asOf) ? "ended" : "open";
  return [{ kind, name: cycleName(cycle), end, extendedEnd, state }];
}

function tagEnd({ facts }: InferenceImage, window: SupportWindow, asOf: CalendarDate): End | null {
  const { tagDate, latest } = facts;
  if (tagDate.kind !== "dated" || !hasSupportWindow(facts)) return null;
  const { kind } = evaluateTagAge(tagDate, latest, window, asOf);
  if (kind === "not dated") return null;
  const state = kind === "stale" ? "ended" : kind === "supported" ? "open" : "unverified";
  const end = plusDays(leavesWindow(tagDate.date, window.months), -1);
  return { kind: "tag", name: `tag of ${publishedText(tagDate)}`, end, extendedEnd: null, state };
}
