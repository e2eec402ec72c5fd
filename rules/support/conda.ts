import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { InferenceImage } from "../../src/domain/build/inference-images.ts";
import { cycleEnded, lastDay } from "../../src/domain/image/lifecycle.ts";
import type { ImageQuestion, Unresolved } from "../../src/domain/rule/unresolved.ts";
import type { CalendarDate } from "../../src/text/calendar-date.ts";
import { imageQuestion, unknownFact } from "./questions.ts";

/**
 * Why the end of the Python that serves is not known, where that is the one of a conda environment: what is known of it is
 * checked at its pin.
 */
export function* condaQuestion(
  build: EnrichedBuild,
  image: InferenceImage,
  asOf: CalendarDate,
): Iterable<Unresolved> {
  const unknown = unknownRelease(image, asOf);
  if (unknown === null) return;
  const file = image.conda?.written ?? "";
  yield imageQuestion(build, image, {
    ...{ unknown: "fact", ...unknown },
    decidedBy: `pin one supported version of Python in ${file === "" ? "the conda environment" : file}`,
    evidence: [unknownFact(unknown.reason, unknown.because ?? "no source states it")],
  });
}

/** Null where the pin decides: it is of one release, or of several that have all ended. */
function unknownRelease(
  { conda }: InferenceImage,
  asOf: CalendarDate,
): Pick<ImageQuestion, "reason" | "because"> | null {
  if (conda === null) return null;
  const { python, release } = conda;
  const reason = "Python version";
  if (python.kind === "unknown") return { reason, because: python.why };
  const { version, cycle } = release;
  if (version !== null)
    return lastDay(cycle, "standard") === null
      ? { reason: `end of support of Python ${version}`, because: null }
      : null;
  if (cycleEnded(cycle, asOf)) return null;
  return { reason, because: `'${python.pin.written}' is not one version` };
}
