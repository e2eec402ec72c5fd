import type { DescribedBuild } from "../../domain/build/described-build.ts";
import type { Place } from "../../domain/build/place.ts";
import type {
  RecordedBuild,
  RecordedDescription,
  RecordedFile,
  RecordedQueries,
  RecordedRun,
} from "../../domain/rule/recorded-run.ts";
import type { BuildVariant, Settings } from "../../domain/settings/settings.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { OpenBuild, OpenFile } from "../load-sources.ts";
import { keyOfVariant, recordedQueries, variantKey } from "./record-file.ts";
import type { FactHistory } from "./restore.ts";
import { restoredBuild, restoredPlace } from "./restore.ts";
import { restoredPath } from "./restored-settings.ts";
import { CheckoutRequired } from "./checkout-required.ts";

/** A build of a report that the settings of today ask for. */
interface ChosenBuild {
  readonly recorded: RecordedBuild;
  readonly variant: BuildVariant;
  readonly place: Place | null;
}

/**
 * A file of a report, as if it had been read now.
 * @throws CheckoutRequired where the settings need builds or answers that the report does not have
 */
export function restoredFile(
  file: RecordedFile,
  recorded: RecordedRun,
  {
    settings,
    history,
    asOf,
  }: {
    readonly settings: Settings;
    readonly history: FactHistory;
    readonly asOf: CalendarDate;
  },
): OpenFile {
  const absolute = restoredPath(file.file);
  const builds = chosenBuilds(file, settings.buildsOf(absolute), recorded);
  const buildsOn = (day: CalendarDate, which: "facts" | "offlineFacts"): readonly OpenBuild[] =>
    builds.map(({ recorded: own, variant, place }) => {
      const facts = own.images.map((image) => history.of(image[which] ?? null, day));
      return { ...variant, place, build: restoredBuild(own, file, facts) };
    });
  const { target } = file;
  const link =
    target === null ? {} : { link: { target: restoredPath(target), shown: target, others: [] } };
  const onDay = (day: CalendarDate): OpenFile => ({
    file: {
      ...{ path: file.path, absolute, kind: file.kind, named: false, ...link },
      folder: restoredPath(recorded.folders[file.folder]?.folder ?? ""),
    },
    text: null,
    builds: buildsOn(day, "facts"),
    offlineBuilds: () => Promise.resolve(buildsOn(day, "offlineFacts")),
    onDay: (other) => Promise.resolve(onDay(other)),
  });
  return onDay(asOf);
}

function chosenBuilds(
  file: RecordedFile,
  variants: Settings["buildsOf"] extends (file: string) => infer V ? V : never,
  { buildArguments, answeredBy }: RecordedRun,
): readonly ChosenBuild[] {
  const [first] = variants;
  if (answeredBy !== null && !isAnswered(recordedQueries(first), file.queries))
    throw new CheckoutRequired(
      "rules",
      "the policy needs answers of registries that the report does not have",
    );
  const known = file.variants.map((variant) => variantKey(variant));
  const wanted = new Map(
    variants.map((variant) => [keyOfVariant(variant, buildArguments), variant]),
  );
  for (const key of wanted.keys()) if (!known.includes(key)) throw new CheckoutRequired("build");
  // Without a policy an embedded Dockerfile is only read as its file builds it; with one as it is, too.
  const plain = new Set(
    file.builds.flatMap((one) => (one.description === null ? [one.place] : [])),
  );
  if (file.builds.some(({ place }) => place !== null && !plain.has(place)))
    throw new CheckoutRequired("build");
  const places = file.places.map(restoredPlace);
  const described = file.described.map(restoredDescription);
  const chosen = file.builds.flatMap((recorded): ChosenBuild[] => {
    const { variant: at, description, place: placeAt } = recorded;
    const place = placeAt === null ? null : (places[placeAt] ?? null);
    if (description !== null) {
      const own = described[description];
      if (!own) return [];
      const { args: buildArgs, target } = own;
      const variant = { ...first, buildArgs, target, isTargetRequired: false, described: own };
      return [{ recorded, variant, place }];
    }
    const variant = wanted.get(known[at] ?? "");
    return variant ? [{ recorded, variant, place }] : [];
  });
  if (chosen.length === 0 && file.builds.length > 0) throw new CheckoutRequired("build.targets");
  return chosen;
}

/** Whether every question of today was asked. Another window asks about other images. */
function isAnswered(today: RecordedQueries, asked: RecordedQueries): boolean {
  return (
    (asked.existence || !today.existence) &&
    (asked.user || !today.user) &&
    (asked.os || !today.os) &&
    (asked.number || !today.number) &&
    (asked.digest || !today.digest) &&
    (today.window === null || today.window === asked.window)
  );
}

/** The values of arguments are in what they resulted in. */
function restoredDescription({ args, ...own }: RecordedDescription): DescribedBuild {
  return {
    ...own,
    args: new Map(args.map((name) => [name, ""])),
    context: null,
    contexts: new Map(),
  };
}
