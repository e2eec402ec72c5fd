import { takesRuntime } from "../../../src/domain/build/taken-paths.ts";
import type { InferenceImage } from "../../../src/domain/build/inference-images.ts";
import type { SuccessorFacts } from "../../../src/domain/image/image-facts.ts";
import { endingMentionedDays, endingRelease } from "../../../src/domain/image/lifecycle.ts";
import type { CalendarDate } from "../../../src/text/calendar-date.ts";

/** What to know of an image before one moves to it: clauses for parentheses. */
export function caveatsOf(
  to: Pick<SuccessorFacts, "osCycle" | "pythonCycle"> & { readonly preview: boolean },
  image: InferenceImage,
  asOf: CalendarDate,
): readonly string[] {
  // Nobody runs the operating system of an image that only files are copied from.
  const ending = takesRuntime(image) ? endingRelease(to, asOf, endingMentionedDays) : null;
  return [
    ...(ending !== null && ending.end >= asOf
      ? [`its ${ending.release} ends on ${ending.end}`]
      : []),
    ...(to.preview ? ["Microsoft tags it as a preview"] : []),
  ];
}

/** A reference with what to know of it in parentheses. */
export function withCaveats(reference: string, caveats: readonly string[]): string {
  if (caveats.length === 0) return reference;
  // A reference without a tag says already in parentheses what to do.
  const [start, separator] = reference.endsWith(")")
    ? [reference.slice(0, -1), "; "]
    : [reference, " ("];
  return `${start}${separator}${caveats.join("; ")})`;
}
