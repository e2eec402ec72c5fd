import type { ImageUse, ResolvedBuild, ValueLocation } from "../domain/build/build.ts";
import type { Comment, CommentPlace } from "../domain/build/dockerfile.ts";
import type { ImageRun, ServedEnvironment } from "../domain/build/image-run.ts";
import type { SourceKind } from "../domain/build/file-kind.ts";
import { withoutStages } from "../domain/build/without-stages.ts";
import type { Region } from "../domain/build/region.ts";
import type { ReferenceReading } from "../domain/image/image-reference.ts";
import { readReference } from "../domain/image/image-reference.ts";
import type { LineIndex, Span } from "../text/line-index.ts";
import type { CuratedName, FoundComment, FoundReference, FoundRun } from "./source-reading.ts";

/** What the pipeline knows besides the text of a file. */
export interface FileKnowledge {
  /** What the name of a curated environment stands for; null for an unknown one. */
  readonly imageOf: (name: CuratedName) => ReferenceReading | null;
  /** How the image is run, with what other files say of it. */
  readonly runOf: (run: FoundRun, reference: FoundReference) => ImageRun;
  readonly environments: readonly ServedEnvironment[];
}

/**
 * What a file of another kind names, as a build without stages: the rules about images check it as they check Dockerfiles.
 * @param lines of the text
 */
export function referenceBuild(
  { path, kind }: { readonly path: string; readonly kind: SourceKind },
  text: string,
  lines: LineIndex,
  references: readonly FoundReference[],
  comments: readonly Comment[],
  { imageOf, runOf, environments }: FileKnowledge,
): ResolvedBuild {
  const images = references.flatMap((found): ImageUse[] => {
    const { environment, value, parts, run } = found;
    const reading = environment ? imageOf(environment) : readReference(value.text, value.unknown);
    if (!reading) return [];
    const region = lines.range(value.span);
    const provenance = parts.map((part): ValueLocation => ({
      keyword: "ENV",
      name: part.name,
      text: text.slice(part.span.start, part.span.end),
      buildArg: null,
      message: `${part.name} of the reference`,
      region: lines.range(part.span),
    }));
    return [
      {
        ...{ via: "reference", platform: null, onbuild: false, stage: -1 },
        line: region.startLine,
        region,
        written: text.slice(value.span.start, value.span.end),
        mayBeStage: false,
        expansion: {
          text: value.text,
          unresolved: value.unknown,
          undeclared: [],
          omitted: [],
          provenance,
        },
        reading,
        taken: null,
        withoutArgs: null,
        ...(run ? { run: runOf(run, found) } : {}),
        ...(environment ? { environment } : {}),
        ...(found.isRequiredOnly ? { isRequiredOnly: true } : {}),
      },
    ];
  });
  return {
    ...withoutStages,
    ...{ path, kind, comments, images },
    valid: true,
    unread: false,
    problems: [],
    environments,
  };
}

/** The comments of a file of another kind. @param lines of the text */
export function commentsOf(
  comments: readonly FoundComment[],
  text: string,
  lines: LineIndex,
): readonly Comment[] {
  return comments.map(({ text: own, span, next, isTrailing }) => ({
    text: own,
    region: lines.range(span),
    next: next && linesOf(lines.range(next)),
    ...(isTrailing
      ? { removal: lines.range({ start: beforeBlanks(text, span.start), end: span.end }) }
      : {}),
  }));
}

/** What a comment of its own line can stand above. @param lines of the text */
export function commentPlacesOf(
  places: readonly Span[],
  text: string,
  lines: LineIndex,
): readonly CommentPlace[] {
  return places.map((span) => {
    const { startLine, endLine } = lines.range(span);
    return { startLine, endLine, indent: text.slice(beforeBlanks(text, span.start), span.start) };
  });
}

/** A comment covers whole lines, as several values can stand in one. */
function linesOf({ startLine, endLine, endColumn }: Region): Region {
  return { startLine, startColumn: 1, endLine, endColumn };
}

function beforeBlanks(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && /[ \t]/.test(text[start - 1] ?? "")) start--;
  return start;
}
