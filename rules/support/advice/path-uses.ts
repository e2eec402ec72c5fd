import type { EnrichedBuild } from "../../../src/domain/build/enriched-build.ts";
import type { Region } from "../../../src/domain/build/region.ts";
import type { SourceLine } from "../../../src/domain/build/source-line.ts";
import { isShellComment, isShellInstruction } from "./shell-comment.ts";

/** A place of a Dockerfile that names a path. */
export interface PathUse {
  readonly region: Region;
  /** Of the instruction, 1-based. */
  readonly firstLine: number;
  /** The line of the instruction or of the heredoc, and where the path begins in it. */
  readonly text: string;
  readonly at: number;
  /** Not in a heredoc. */
  readonly isInInstruction: boolean;
}

/** All in source order. */
export interface PathUses {
  /** By the index of the stage that they are in, -1 before the first one. */
  readonly inStage: ReadonlyMap<number, readonly PathUse[]>;
  /** By the first line of the instruction. */
  readonly atLine: ReadonlyMap<number, readonly PathUse[]>;
}

/** All uses of a path. A file can have thousands of images that ask for the same path. */
export function usesOf(build: EnrichedBuild, path: string): PathUses {
  const own = known.get(build) ?? new Map<string, PathUses>();
  known.set(build, own);
  let uses = own.get(path);
  if (!uses) own.set(path, (uses = findUses(build, path)));
  return uses;
}

const known = new WeakMap<EnrichedBuild, Map<string, PathUses>>();

function findUses({ lines, stages }: EnrichedBuild, path: string): PathUses {
  const inStage = new Map<number, PathUse[]>();
  const atLine = new Map<number, readonly PathUse[]>();
  let next = 0;
  for (const line of lines) {
    while ((stages[next]?.line ?? Infinity) <= line.firstLine) next++;
    const found = usesIn(line, path).map((use) => ({ ...use, firstLine: line.firstLine }));
    if (found.length === 0) continue;
    atLine.set(line.firstLine, found);
    const stage = stages[next - 1]?.index ?? -1;
    const all = inStage.get(stage);
    if (all) for (const use of found) all.push(use);
    else inStage.set(stage, [...found]);
  }
  return { inStage, atLine };
}

function usesIn(line: SourceLine, path: string): readonly Omit<PathUse, "firstLine">[] {
  const isShell = isShellInstruction(line.text);
  const own = matchesIn(line.text, path)
    .filter((at) => !isShell || !isShellComment(line.text, at))
    .map((at) => {
      const region = line.region(at, at + path.length);
      return { region, text: line.text, at, isInInstruction: true };
    });
  const inHeredocs = line.heredocs.flatMap(({ text, line: number }) =>
    matchesIn(text, path)
      .filter((at) => !isShellComment(text, at))
      .map((at) => {
        const [startColumn, endColumn] = [at + 1, at + path.length + 1];
        const region = { startLine: number, startColumn, endLine: number, endColumn };
        return { region, text, at, isInInstruction: false };
      }),
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
