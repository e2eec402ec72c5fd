import type { OpenBuild } from "../load-sources.ts";
import type { EnrichedImage } from "../../domain/build/enriched-build.ts";
import type { ImageFacts } from "../../domain/image/image-facts.ts";
import type { Region } from "../../domain/build/region.ts";
import { cycleName } from "../../domain/image/lifecycle.ts";
import type { ReleaseCycle } from "../../domain/image/release-cycle.ts";
import { leavesWindow } from "../../domain/image/tag-age.ts";
import type { Cause, DatedCause } from "../../domain/rule/cause.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { plusDays } from "../../text/calendar-date.ts";

/** The days on which findings about the images of a build may change, as far as what is known on one day shows. */
export function* imageCauses(builds: readonly OpenBuild[]): Iterable<DatedCause> {
  for (const { build, ...variant } of builds) {
    const placed = (region: Region): Region => variant.place?.region(region) ?? region;
    for (const image of build.images) {
      const { facts, conda } = image;
      const region = placed(image.region);
      if (facts)
        yield* [
          ...releaseCauses({ region }, facts, variant),
          ...ageCauses({ region }, facts, variant),
        ];
      // What serves in place of the Python of the image: where several releases are allowed, it is a question of the image.
      yield* cycleCauses(region, [conda?.release.cycle ?? null], variant);
    }
    for (const { pin, release } of build.environments)
      yield* cycleCauses(placed(pin.region), [release.cycle], variant);
  }
}

type Variant = Omit<OpenBuild, "build">;

/** Ends of support: of the image itself, and of its successor, which decides whether an end can be acted on. */
function* releaseCauses(
  { region }: Pick<EnrichedImage, "region">,
  { osCycle, pythonCycle, successor }: ImageFacts,
  variant: Variant,
): Iterable<DatedCause> {
  yield* cycleCauses(region, [osCycle, pythonCycle], variant);
  if (!successor) return;
  const { repository } = successor;
  for (const { release, end } of [...endsOf(successor.osCycle), ...endsOf(successor.pythonCycle)]) {
    const cause: Cause = { kind: "support-ended", release, end, successor: repository };
    yield { day: plusDays(end, 1), region, cause };
  }
}

/** Ends of support, and the days on which they are near enough to be reported. */
function* cycleCauses(
  region: Region,
  cycles: readonly (ReleaseCycle | null)[],
  { rules }: Variant,
): Iterable<DatedCause> {
  // Any rule that reports ends in advance has such an option.
  const days = new Set(rules.flatMap(({ options }) => options["days"] ?? []).map(Number));
  for (const { release, end } of cycles.flatMap(endsOf)) {
    const ended: Cause = { kind: "support-ended", release, end, successor: null };
    yield { day: plusDays(end, 1), region, cause: ended };
    for (const ahead of days)
      yield { day: plusDays(end, -ahead), region, cause: { kind: "support-ending", release, end } };
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
