import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { takesRuntime } from "../../src/domain/build/taken-paths.ts";
import { valueOf } from "../../src/domain/image/known.ts";
import { cycleEnded } from "../../src/domain/image/lifecycle.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";

/**
 * Which rules report every tag of an image where it is used, whatever is enabled: no tag of it is a remedy then. Empty for an
 * image that can be kept.
 */
export function rulesAgainst(image: InferenceImage, asOf: CalendarDate): readonly string[] {
  const { support, osCycle, pythonCycle } = image.facts;
  const state = valueOf(support);
  const hasRuntime = takesRuntime(image);
  return [
    ...(hasRuntime && cycleEnded(osCycle, asOf) ? ["eol-os"] : []),
    ...(hasRuntime && image.conda === null && cycleEnded(pythonCycle, asOf) ? ["eol-python"] : []),
    ...(state === "never-listed" ? ["unlisted-image"] : []),
    ...(state === "dropped" || state === "withdrawn" ? ["unsupported-image"] : []),
  ];
}
