import type {
  EnrichedBase,
  EnrichedBuild,
  EnrichedImage,
  EnrichedStage,
} from "../../domain/build/enriched-build.ts";
import type { Place } from "../../domain/build/place.ts";
import type { Region } from "../../domain/build/region.ts";
import { regionKey } from "../../domain/build/region.ts";
import type { ImageFacts, TagFormFacts } from "../../domain/image/image-facts.ts";
import type {
  RecordedBase,
  RecordedBuild,
  RecordedFacts,
  RecordedFile,
  RecordedImageFacts,
  RecordedRun,
  RecordedStage,
} from "../../domain/rule/recorded-run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { withoutKeys } from "../../text/without-keys.ts";

/** The facts of a report by their index. The same object for the same facts: what rules compute for it is remembered. */
export class FactHistory {
  readonly #recorded: RecordedRun;
  readonly #known = new Map<RecordedImageFacts, ImageFacts>();

  constructor(recorded: RecordedRun) {
    this.#recorded = recorded;
  }

  of(index: number | null, day: CalendarDate): ImageFacts | null {
    const history = index === null ? undefined : this.#recorded.facts[index];
    const own = history && onDay(history, day);
    if (!own) return null;
    let facts = this.#known.get(own);
    if (!facts) this.#known.set(own, (facts = this.#restored(own)));
    return facts;
  }

  #restored({ successor, alternatives, tagForm, ...own }: RecordedImageFacts): ImageFacts {
    const { replacements, forms } = this.#recorded;
    const form: TagFormFacts = {
      kind: tagForm.kind,
      forms: tagForm.forms === null ? null : (forms[tagForm.forms] ?? null),
    };
    return {
      ...own,
      successor: successor === null ? null : (replacements[successor] ?? null),
      alternatives: alternatives.flatMap((one) => replacements[one] ?? []),
      tagForm: form,
    };
  }
}

/** The last that began by this day; before the first one, the first. */
function onDay({ days }: RecordedFacts, day: CalendarDate): RecordedImageFacts | undefined {
  return (days.findLast(({ from }) => from <= day) ?? days[0])?.facts;
}

/** @param facts by the index of the image */
export function restoredBuild(
  recorded: RecordedBuild,
  { comments }: Pick<RecordedFile, "comments">,
  facts: readonly (ImageFacts | null)[],
): EnrichedBuild {
  const images = recorded.images.map((image, index): EnrichedImage => ({
    ...withoutKeys(image, "offlineFacts"),
    facts: facts[index] ?? null,
  }));
  // The lines serve advice about paths alone, which is not shown.
  return {
    ...{ ...withoutKeys(recorded, "variant", "description", "place"), comments, images, lines: [] },
    stages: recorded.stages.map((stage) => restoredStage(stage, images)),
  };
}

function restoredStage(stage: RecordedStage, images: readonly EnrichedImage[]): EnrichedStage {
  return {
    ...stage,
    base: restoredBase(stage.base, images),
    wholeCopies: stage.wholeCopies.flatMap(({ source, isImage, ...copy }) => {
      const image = isImage ? images[source] : source;
      return image === undefined ? [] : [{ ...copy, source: image }];
    }),
  };
}

function restoredBase(base: RecordedBase, images: readonly EnrichedImage[]): EnrichedBase {
  if (base.kind === "stage" || base.kind === "scratch") return base;
  const image = base.image === null ? null : (images[base.image] ?? null);
  if (base.kind === "image" && image) return { kind: "image", image };
  return { kind: "unresolved", why: base.kind === "unresolved" ? base.why : "", image };
}

/** Where an embedded Dockerfile stood, for the regions that its build has. */
export function restoredPlace(
  regions: readonly (readonly [Region, Region])[],
  index: number,
): Place {
  const known = new Map(regions.map(([inner, outer]) => [regionKey(inner), outer]));
  return {
    key: String(index),
    region: (inner) => {
      const outer = known.get(regionKey(inner));
      if (!outer) throw new RangeError(`the report does not say where ${regionKey(inner)} is`);
      return outer;
    },
    edit: () => null,
  };
}
