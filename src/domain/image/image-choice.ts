import type { CalendarDate } from "../../text/calendar-date.ts";
import { compareText } from "../../text/compare-text.ts";
import type { ImageFacts, Processor } from "./image-facts.ts";
import type { Known } from "./known.ts";
import { valueOf } from "./known.ts";
import { isCurrent, isSupported, lastDay } from "./lifecycle.ts";

/** What a person wants of an image; null for any. */
export interface ImageChoice {
  readonly processor: Processor | null;
  /** `3.12` */
  readonly python: string | null;
}

/** Whether Microsoft supports an image, and neither its operating system nor its Python is known to have ended. */
export function isInSupport(facts: ImageFacts, asOf: CalendarDate): boolean {
  return isSupported(facts) && isCurrent(facts, asOf);
}

/** Whether an image is one that is wanted; `unknown` where a fact that decides is unknown. */
export function fits(
  { processor, python }: ImageFacts,
  choice: ImageChoice,
): "yes" | "no" | "unknown" {
  const answers = [answer(processor, choice.processor), answer(python, choice.python)];
  return answers.find((one) => one === "no") ?? answers.find((one) => one === "unknown") ?? "yes";
}

function answer(fact: Known<string>, wanted: string | null): "yes" | "no" | "unknown" {
  if (wanted === null) return "yes";
  if (!fact.known) return "unknown";
  return fact.value === wanted ? "yes" : "no";
}

/** The day on which the first known release of an image ends; null where none is known. */
export function firstEnd({
  osCycle,
  pythonCycle,
}: Pick<ImageFacts, "osCycle" | "pythonCycle">): CalendarDate | null {
  return ends({ osCycle, pythonCycle })[0] ?? null;
}

/** What ends last comes first; of two that end on the same day, a listed one before a published one, then by name. */
export function compareImages(a: ImageFacts, b: ImageFacts): number {
  return (
    compareText(firstEnd(b) ?? "", firstEnd(a) ?? "") ||
    Number(isPublished(a)) - Number(isPublished(b)) ||
    compareText(ends(b).at(-1) ?? "", ends(a).at(-1) ?? "") ||
    compareText(a.repository, b.repository)
  );
}

function ends({
  osCycle,
  pythonCycle,
}: Pick<ImageFacts, "osCycle" | "pythonCycle">): readonly CalendarDate[] {
  return [osCycle, pythonCycle]
    .flatMap((cycle) => lastDay(cycle, "standard") ?? [])
    .sort(compareText);
}

function isPublished({ support }: ImageFacts): boolean {
  return valueOf(support) === "published";
}
