import type { RelatedLocation, WholeCopy } from "./build.ts";
import type { EnrichedBuild, EnrichedImage, EnrichedStage } from "./enriched-build.ts";
import { referenceText, stageLabel } from "./inference-images.ts";

/** The image that a stage is built on, and the first step of the way there: null where its own FROM names the image. */
export interface BuiltOn {
  readonly image: EnrichedImage;
  readonly step:
    | { readonly kind: "from"; readonly stage: number }
    | { readonly kind: "copy"; readonly copy: WholeCopy<EnrichedImage> }
    | null;
}

export interface StageImages {
  /** The stage at the end of its FROMs, whose base is no stage: without any USER, the user is that of this base. */
  readonly first: EnrichedStage;
  /** An azureml inference image that the stage certainly is built on: by FROM, or by a copy of the whole file system. */
  readonly certain: BuiltOn | null;
  /** An image that it may be built on: the image or the copy depends on unknown values. */
  readonly open: BuiltOn | null;
}

/** What each stage is built on. A stage uses stages above it only, so one pass is enough. */
export function imagesByStage({ stages }: EnrichedBuild): readonly StageImages[] {
  const found: StageImages[] = [];
  for (const stage of stages) {
    const all = [
      ...baseOf(stage, found),
      ...stage.wholeCopies.flatMap((copy) => copied(copy, found)),
    ];
    const { base } = stage;
    found.push({
      first: (base.kind === "stage" ? found[base.stage]?.first : null) ?? stage,
      certain: all.find(({ isCertain }) => isCertain)?.on ?? null,
      open: all.find(({ isCertain }) => !isCertain)?.on ?? null,
    });
  }
  return found;
}

interface Candidate {
  readonly on: BuiltOn;
  readonly isCertain: boolean;
}

function baseOf({ base }: EnrichedStage, found: readonly StageImages[]): readonly Candidate[] {
  if (base.kind === "scratch") return [];
  if (base.kind === "stage") {
    return inherited(found[base.stage], { kind: "from", stage: base.stage }, true);
  }
  return base.image ? own(base.image, null, true) : [];
}

function copied(
  copy: WholeCopy<EnrichedImage>,
  found: readonly StageImages[],
): readonly Candidate[] {
  const step = { kind: "copy", copy } as const;
  const isCertain = copy.unresolved === null;
  return typeof copy.source === "number"
    ? inherited(found[copy.source], step, isCertain)
    : own(copy.source, step, isCertain);
}

function own(
  image: EnrichedImage,
  step: BuiltOn["step"],
  isCertain: boolean,
): readonly Candidate[] {
  if (image.inference === "no") return [];
  return [{ on: { image, step }, isCertain: isCertain && image.inference === "yes" }];
}

function inherited(
  images: StageImages | undefined,
  step: BuiltOn["step"],
  isCertain: boolean,
): readonly Candidate[] {
  const { certain = null, open = null } = images ?? {};
  return [
    ...(certain ? [{ on: { image: certain.image, step }, isCertain }] : []),
    ...(open ? [{ on: { image: open.image, step }, isCertain: false }] : []),
  ];
}

/** A chain of thousands of stages is not shown to its end. */
const maxShown = 8;

/** The stages and copies between a stage and an image that it is built on. */
export function wayTo(
  { stages }: EnrichedBuild,
  images: readonly StageImages[],
  from: number,
  kind: "certain" | "open",
): readonly RelatedLocation[] {
  const way: RelatedLocation[] = [];
  let on = images[from]?.[kind] ?? null;
  while (on?.step && way.length < maxShown) {
    const next = on.step.kind === "from" ? on.step.stage : on.step.copy.source;
    if (on.step.kind === "copy")
      way.push({
        message: `the whole file system of ${sourceText(stages, on.step.copy.source)} is copied here`,
        region: on.step.copy.region,
      });
    const stage = typeof next === "number" ? stages[next] : undefined;
    if (!stage) break;
    way.push({
      message: `stage ${stageLabel(stage)}, which the target is built on`,
      region: stage.region,
    });
    const after: StageImages | undefined = images[stage.index];
    on = (kind === "open" ? (after?.open ?? after?.certain) : after?.certain) ?? null;
  }
  return way;
}

/** `stage build`, or the reference of the image. */
function sourceText(
  stages: readonly EnrichedStage[],
  source: WholeCopy<EnrichedImage>["source"],
): string {
  return typeof source === "number" ? `stage ${stageLabel(stages[source])}` : referenceText(source);
}
