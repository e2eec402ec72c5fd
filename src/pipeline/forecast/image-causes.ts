import type { OpenBuild } from "../load-sources.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { ImageFacts } from "../../domain/image/image-facts.ts";
import { cycleName } from "../../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../../domain/image/release-cycle.ts";
import { leavesWindow } from "../../domain/image/tag-age.ts";
import type { Cause, DatedCause } from "../../domain/rule/forecast.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";

/** The days on which findings about the images of a build may change, as far as what is known on one day shows. */
export function* imageCauses(builds: readonly OpenBuild[]): Iterable<DatedCause> {
  for (const { build, ...variant } of builds)
    for (const { region: own, facts } of build.images) {
      const image = { region: variant.place?.region(own) ?? own };
      if (facts)
        yield* [...releaseCauses(image, facts, variant), ...ageCauses(image, facts, variant)];
    }
}

type Variant = Omit<OpenBuild, "build">;

/** Ends of support: of the image itself, and of its successor, which decides whether an end can be acted on. */
function* releaseCauses(
  { region }: Pick<EnrichedImage, "region">,
  { osCycle, pythonCycle, successor }: ImageFacts,
  { rules }: Variant,
): Iterable<DatedCause> {
  // Any rule that reports ends in advance has such an option.
  const days = new Set(rules.flatMap(({ options }) => options["days"] ?? []).map(Number));
  for (const { release, end } of [...endsOf(osCycle), ...endsOf(pythonCycle)]) {
    const ended: Cause = { kind: "support-ended", release, end, successor: null };
    yield { day: plusDays(end, 1), region, cause: ended };
    for (const ahead of days)
      yield { day: plusDays(end, -ahead), region, cause: { kind: "support-ending", release, end } };
  }
  if (!successor) return;
  const { repository } = successor;
  for (const { release, end } of [...endsOf(successor.osCycle), ...endsOf(successor.pythonCycle)]) {
    const cause: Cause = { kind: "support-ended", release, end, successor: repository };
    yield { day: plusDays(end, 1), region, cause };
  }
}

function endsOf(
  cycle: ReleaseCycle | null,
): readonly { readonly release: string; readonly end: CalendarDate }[] {
  if (!cycle) return [];
  const release = cycleName(cycle);
  const { endOfLife, endOfExtendedLife } = cycle;
  return [
    ...(endOfLife === null ? [] : [{ release, end: endOfLife }]),
    ...(endOfExtendedLife === null
      ? []
      : [{ release: `${release} (extended)`, end: endOfExtendedLife }]),
  ];
}

/** The day that the tag leaves the window, if `latest` is as new as it can be. */
function* ageCauses(
  { region }: Pick<EnrichedImage, "region">,
  { tagDate }: ImageFacts,
  { supportWindow }: Variant,
): Iterable<DatedCause> {
  if (tagDate.kind !== "dated") return;
  const { date: published, bound } = tagDate;
  const cause: Cause = { kind: "window-left", published, bound, ...supportWindow };
  yield { day: leavesWindow(published, supportWindow.months), region, cause };
}
