import type { RelatedLocation } from "../../../src/domain/build/build.ts";
import type { EnrichedBuild, EnrichedImage } from "../../../src/domain/build/enriched-build.ts";
import type { Region } from "../../../src/domain/build/region.ts";
import { startKey } from "../../../src/domain/build/region.ts";
import type { SourceLine } from "../../../src/domain/build/source-line.ts";
import { joinList } from "../../../src/text/list.ts";
import type { CondaMove } from "./advice.ts";
import { isShellComment, isShellInstruction } from "./shell-comment.ts";

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

function placesOf(build: EnrichedBuild, image: EnrichedImage, path: string): readonly Region[] {
  const stages = stagesOn(build, image);
  return build.lines.flatMap((line) => {
    if (line.firstLine === image.line && image.via !== "from")
      return matchesIn(line.text, path)
        .filter((at) => isTaken(line.text, at, path, image))
        .map((at) => line.region(at, at + path.length));
    if (line.firstLine <= image.line || !stages.has(stageAt(build, line.firstLine))) return [];
    return placesIn(line, path);
  });
}

/** The stages that are built on the image: by FROM, or by a copy of its whole file system. */
function stagesOn({ stages }: EnrichedBuild, image: EnrichedImage): ReadonlySet<number> {
  const found = new Set<number>();
  const isImage = (other: EnrichedImage): boolean =>
    startKey(other.region) === startKey(image.region);
  for (const { index, base, wholeCopies } of stages) {
    const isBuiltOn =
      (base.kind === "stage"
        ? found.has(base.stage)
        : image.via === "from" && image.stage === index) ||
      wholeCopies.some(({ source }) =>
        typeof source === "number" ? found.has(source) : isImage(source),
      );
    if (isBuiltOn) found.add(index);
  }
  return found;
}

function stageAt({ stages }: EnrichedBuild, line: number): number {
  return stages.findLast((stage) => stage.line <= line)?.index ?? -1;
}

function placesIn(line: SourceLine, path: string): readonly Region[] {
  const isShell = isShellInstruction(line.text);
  const own = matchesIn(line.text, path)
    .filter((at) => !isShell || !isShellComment(line.text, at))
    .map((at) => line.region(at, at + path.length));
  const inHeredocs = line.heredocs.flatMap(({ text, line: number }) =>
    matchesIn(text, path)
      .filter((at) => !isShellComment(text, at))
      .map((at) => ({
        startLine: number,
        startColumn: at + 1,
        endLine: number,
        endColumn: at + path.length + 1,
      })),
  );
  return [...own, ...inHeredocs];
}

/** Where the path stands as a whole: not as a part of a longer name, nor below another folder. */
function matchesIn(text: string, path: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(path); at >= 0; at = text.indexOf(path, at + path.length)) {
    const [before = "", after = ""] = [text[at - 1], text[at + path.length]];
    if (!/[\w.\-/})]/.test(before) && !/[\w.-]/.test(after)) found.push(at);
  }
  return found;
}

/** Whether a path is what COPY or a mount takes from the image, and not where it goes. */
function isTaken(text: string, at: number, path: string, { via }: EnrichedImage): boolean {
  return via === "mount"
    ? /(?:^|,)(?:source|src)=$/.test(text.slice(text.lastIndexOf(" ", at) + 1, at))
    : /\s\S/.test(text.slice(at + path.length));
}
