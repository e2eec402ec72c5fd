import type {
  RecordedBase,
  RecordedBuild,
  RecordedFile,
  RecordedImageFacts,
  RecordedRun,
  RecordedStage,
} from "../../domain/rule/recorded-run.ts";

/** An index with the length of the list that it is of. */
type Reference = readonly [key: string, index: number | null, length: number];

/** The first index of a report that names nothing, and what is wrong with it; null where there is none. */
export function brokenReference(recorded: RecordedRun): string | null {
  for (const [key, index, length] of referencesOf(recorded))
    if (index !== null && index >= length) return `images.${key} names nothing (${index})`;
  for (const [at, { days }] of recorded.facts.entries())
    if (days.length === 0) return `images.facts[${at}].days is empty`;
  return null;
}

function* referencesOf(recorded: RecordedRun): Iterable<Reference> {
  const { facts, files, folders } = recorded;
  for (const [at, { days }] of facts.entries())
    for (const [day, own] of days.entries())
      yield* inFacts(`facts[${at}].days[${day}].facts`, own.facts, recorded);
  for (const [at, file] of files.entries()) {
    yield [`files[${at}].folder`, file.folder, folders.length];
    for (const [index, build] of file.builds.entries())
      yield* inBuild(`files[${at}].builds[${index}]`, build, file, facts.length);
  }
}

function* inFacts(
  key: string,
  { successor, alternatives, tagForm }: RecordedImageFacts,
  { replacements, forms }: RecordedRun,
): Iterable<Reference> {
  yield [`${key}.successor`, successor, replacements.length];
  for (const one of alternatives) yield [`${key}.alternatives`, one, replacements.length];
  yield [`${key}.tagForm.forms`, tagForm.forms, forms.length];
}

function* inBuild(
  key: string,
  { variant, description, place, target, stages, images, condaServer }: RecordedBuild,
  file: RecordedFile,
  facts: number,
): Iterable<Reference> {
  yield [`${key}.variant`, variant, file.variants.length];
  yield [`${key}.description`, description, file.described.length];
  yield [`${key}.place`, place, file.places.length];
  yield [`${key}.target`, target, stages.length];
  yield [`${key}.condaServer.stage`, condaServer?.stage ?? null, stages.length];
  for (const [at, stage] of stages.entries())
    yield* inStage(`${key}.stages[${at}]`, stage, at, {
      images: images.length,
      stages: stages.length,
    });
  for (const [at, image] of images.entries()) {
    yield [`${key}.images[${at}].stage`, image.stage, Math.max(stages.length, 1)];
    yield [`${key}.images[${at}].facts`, image.facts, facts];
    yield [`${key}.images[${at}].offlineFacts`, image.offlineFacts ?? null, facts];
  }
}

/** A stage uses stages above it only, so that every way through them ends. */
function* inStage(
  key: string,
  { index, base, user, users, wholeCopies }: RecordedStage,
  at: number,
  lengths: { readonly images: number; readonly stages: number },
): Iterable<Reference> {
  yield [`${key}.index`, index === at ? 0 : index, 1];
  yield [`${key}.base`, ...indexOf(base, at, lengths.images)];
  for (const { source, isImage } of wholeCopies)
    yield [`${key}.wholeCopies`, source, isImage ? lengths.images : at];
  for (const one of users) yield [`${key}.users`, one.stage, lengths.stages];
  if (user.kind === "explicit") yield [`${key}.user`, user.stage, lengths.stages];
}

function indexOf(
  base: RecordedBase,
  stage: number,
  images: number,
): readonly [index: number | null, length: number] {
  if (base.kind === "scratch") return [null, 0];
  return base.kind === "stage" ? [base.stage, stage] : [base.image, images];
}
