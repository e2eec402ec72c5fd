import type { RelatedLocation } from "../../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../../src/domain/build/enriched-build.ts";
import type { Region } from "../../../src/domain/build/region.ts";
import { startKey } from "../../../src/domain/build/region.ts";
import { joinList } from "../../../src/text/list.ts";
import type { CondaMove } from "./advice.ts";
import { usesOf } from "./path-uses.ts";

/** A file can name the path hundreds of times. */
const maxShown = 10;

/** The places of the Dockerfile that use the conda environment of an image which the recommended one has elsewhere. */
export function condaLocations(
  build: EnrichedBuild,
  image: EnrichedImage,
  move: CondaMove | null,
): readonly RelatedLocation[] {
  if (move === null) return [];
  const places = placesOf(build, image, move.from);
  const shown = places.slice(0, maxShown);
  const more = places.length - shown.length;
  const message =
    move.to === null
      ? `uses ${move.from}, which the new image may not have`
      : `uses ${move.from}, which is ${move.to} in the new image`;
  return shown.map((region, index) => ({
    message: more > 0 && index === shown.length - 1 ? `${message}; and ${more} more` : message,
    region,
    isConsequence: true,
  }));
}

/** The same as a clause for the description of a fix; null where nothing uses the path. */
export function condaClause(
  build: EnrichedBuild,
  image: EnrichedImage,
  move: CondaMove | null,
): string | null {
  if (move === null) return null;
  const lines = [
    ...new Set(placesOf(build, image, move.from).map(({ startLine }) => String(startLine))),
  ];
  if (lines.length === 0) return null;
  const more = lines.length - maxShown;
  const shown = joinList([...lines.slice(0, maxShown), ...(more > 0 ? [`${more} more`] : [])]);
  const [uses, them] =
    lines.length === 1 ? [`line ${shown} uses`, "it"] : [`lines ${shown} use`, "them"];
  return move.to === null
    ? `${uses} ${move.from}, which the new image may not have: check ${them}`
    : `${uses} ${move.from}, which becomes ${move.to}: change ${them} too`;
}

/** The same for every finding about the image. */
function placesOf(build: EnrichedBuild, image: EnrichedImage, path: string): readonly Region[] {
  const { inStage, atLine } = usesOf(build, path);
  if (atLine.size === 0) return [];
  let places = known.get(image)?.get(path);
  if (!places) {
    const own = (image.via === "from" ? [] : (atLine.get(image.line) ?? [])).filter(
      ({ isInInstruction, text, at }) => isInInstruction && isTaken(text, at, path, image),
    );
    const inStages = stagesOn(build, image)
      .flatMap((stage) => inStage.get(stage) ?? [])
      .filter((use) => use.firstLine > image.line);
    places = [...own, ...inStages].map(({ region }) => region);
    remember(known, image, path, places);
  }
  return places;
}

const known = new WeakMap<EnrichedImage, Map<string, readonly Region[]>>();

function remember<K extends object, T>(
  all: WeakMap<K, Map<string, T>>,
  key: K,
  path: string,
  value: T,
): void {
  const own = all.get(key) ?? new Map<string, T>();
  all.set(key, own.set(path, value));
}

/** The stages that are built on the image: by FROM, or by a copy of its whole file system. In source order. */
function stagesOn(build: EnrichedBuild, image: EnrichedImage): readonly number[] {
  const { onStage, onImage } = successorsOf(build);
  const found = new Set(onImage.get(startKey(image.region)));
  // A set that grows while it is iterated: what is built on a stage that was found is found, too.
  for (const stage of found) for (const next of onStage.get(stage) ?? []) found.add(next);
  return [...found].sort((a, b) => a - b);
}

/** Which stages are directly built on a stage, by its index, and on an image, by its place. */
interface Successors {
  readonly onStage: ReadonlyMap<number, readonly number[]>;
  readonly onImage: ReadonlyMap<string, readonly number[]>;
}

function successorsOf(build: EnrichedBuild): Successors {
  let own = successors.get(build);
  if (!own) successors.set(build, (own = findSuccessors(build)));
  return own;
}

const successors = new WeakMap<EnrichedBuild, Successors>();

function findSuccessors({ stages, images }: EnrichedBuild): Successors {
  const onStage = new Map<number, number[]>();
  const onImage = new Map<string, number[]>();
  const add = <K>(map: Map<K, number[]>, key: K, stage: number): void => {
    const all = map.get(key);
    if (all) all.push(stage);
    else map.set(key, [stage]);
  };
  for (const { via, stage, region } of images)
    if (via === "from") add(onImage, startKey(region), stage);
  for (const { index, base, wholeCopies } of stages) {
    if (base.kind === "stage") add(onStage, base.stage, index);
    for (const { source } of wholeCopies)
      if (typeof source === "number") add(onStage, source, index);
      else add(onImage, startKey(source.region), index);
  }
  return { onStage, onImage };
}

/** Whether a path is what COPY or a mount takes from the image, and not where it goes. */
function isTaken(text: string, at: number, path: string, { via }: EnrichedImage): boolean {
  return via === "mount"
    ? /(?:^|,)(?:source|src)=$/.test(text.slice(text.lastIndexOf(" ", at) + 1, at))
    : /\s\S/.test(text.slice(at + path.length));
}
