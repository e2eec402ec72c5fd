import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Place } from "../domain/build/place.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { Edit } from "../domain/rule/finding.ts";
import type { LineRange } from "./ranges.ts";
import { rangesAround } from "./ranges.ts";

/** What a comment can stand above: an instruction, or a value of a file of another kind. */
export interface Anchor extends LineRange {
  /** The edit that puts a comment above it; null where that would change more than comments. */
  readonly insert: (comment: string) => Edit | null;
}

/** One build of a file, or of a Dockerfile in it. */
interface BuildInFile {
  readonly build: Pick<EnrichedBuild, "lines" | "commentPlaces">;
  readonly place?: Place | null;
}

/** Finds what a comment has to stand above to cover a line; null where nothing is known. */
export function anchorsOf(builds: readonly BuildInFile[]): (line: number) => Anchor | null {
  // Few files have a comment in the wrong place.
  let around: ((line: number) => readonly Anchor[]) | undefined;
  return (line) => (around ??= rangesAround(allAnchors(builds)))(line)[0] ?? null;
}

function allAnchors(builds: readonly BuildInFile[]): readonly Anchor[] {
  const places = new Set<string | null>();
  return builds.flatMap(({ build, place = null }) => {
    const key = place?.key ?? null;
    if (places.has(key)) return [];
    places.add(key);
    const instructions = build.lines.map((line): Anchor => {
      const whole = line.region(0, line.text.length);
      const { startLine, endLine } = place
        ? place.region({ ...whole, startLine: line.firstLine, startColumn: 1 })
        : { ...whole, startLine: line.firstLine };
      const insert = (comment: string): Edit | null => {
        const edit = insertion(line.firstLine, line.indent, comment);
        return place ? place.edit(edit) : edit;
      };
      return { startLine, endLine, insert };
    });
    const values = (build.commentPlaces ?? []).map(({ startLine, endLine, indent }): Anchor => {
      return { startLine, endLine, insert: (comment) => insertion(startLine, indent, comment) };
    });
    return [...instructions, ...values];
  });
}

function insertion(line: number, indent: string, comment: string): Edit {
  const { startLine, startColumn } = wholeLine(line);
  const region = { startLine, startColumn, endLine: startLine, endColumn: startColumn };
  return { region, text: `${indent}${comment}\n` };
}
