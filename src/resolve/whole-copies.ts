import type { ImageUse, WholeCopy } from "../domain/build/build.ts";
import type { Problem, UnquotedText } from "../domain/build/dockerfile.ts";
import { pathBelow } from "../text/clean-path.ts";
import { tooManyCopies } from "./rejections.ts";
import type { CopiedTree } from "./stage-files.ts";
import type { StageDraft } from "./stages.ts";

/** What the value of `--from` names: the index of a stage, or an image. */
export type CopySource = number | ImageUse;

/** A limit for a whole file, far above any real one: paths through copies can multiply with each stage. */
const maxSteps = 100_000;

/** By stage: the copies that make the root of an image or of another stage its own root. */
export interface WholeCopies {
  readonly of: readonly (readonly WholeCopy[])[];
  /** Where copies were not followed to their end. */
  readonly problems: readonly (readonly Problem[])[];
}

/** A tree of files of a stage, and what is unknown about how it is reached. */
interface Tree {
  readonly stage: number;
  readonly path: string;
  readonly unresolved: readonly string[] | null;
}

/**
 * Finds `COPY --from=X / /`, also in steps: `COPY --from=X / /rootfs` in one stage and `COPY --from=that-stage /rootfs /` in
 * another one.
 * @param copies of each stage, ONBUILD triggers of its base included
 * @param sources by the `from` of copies
 */
export function findWholeCopies(
  stages: readonly StageDraft[],
  copies: readonly (readonly CopiedTree[])[],
  sources: ReadonlyMap<UnquotedText, CopySource>,
): WholeCopies {
  const problems = stages.map((): Problem[] => []);
  let steps = 0;

  /** Whose root the tree is: that of stages and images whose root was copied to its path. */
  const rootsAt = (start: Tree, from: UnquotedText): WholeCopy[] => {
    const found = new Map<CopySource, WholeCopy>();
    const pending = [start];
    const seen = new Set<string>();
    for (let tree = pending.pop(); tree; tree = pending.pop()) {
      if (++steps > maxSteps) break;
      const { stage, path, unresolved } = tree;
      const key = `${stage} ${unresolved === null ? "" : "?"}${path}`;
      if (seen.has(key)) continue;
      seen.add(key);
      if (path === "/") {
        add(found, stage, from, unresolved);
        continue;
      }
      const base = stages[stage]?.base;
      if (base?.kind === "stage") pending.push({ ...tree, stage: base.stage });
      for (const copy of copies[stage] ?? []) {
        if (++steps > maxSteps) break;
        const rest = pathBelow(path, copy.destination);
        const source = sources.get(copy.from);
        if (rest === null || source === undefined) continue;
        const inner = copy.source === "/" ? rest || "/" : copy.source + rest;
        const all =
          copy.unresolved === null ? unresolved : [...(unresolved ?? []), ...copy.unresolved];
        // A stage can use only stages above it.
        if (typeof source !== "number") {
          if (inner === "/") add(found, source, from, all);
        } else if (source < stage) pending.push({ stage: source, path: inner, unresolved: all });
      }
    }
    return [...found.values()];
  };

  const of = stages.map(({ index, from: { image } }) => {
    const found: WholeCopy[] = [];
    for (const { from, source, destination, unresolved } of copies[index] ?? []) {
      const origin = sources.get(from);
      if (destination !== "/" || origin === undefined) continue;
      if (source === "/") found.push({ source: origin, region: from.region, unresolved });
      else if (typeof origin === "number" && origin < index)
        for (const copy of rootsAt({ stage: origin, path: source, unresolved }, from))
          found.push(copy);
    }
    if (steps > maxSteps)
      problems[index]?.push({ ...tooManyCopies(), region: image.region, unconditional: true });
    return found;
  });
  return { of, problems };
}

/** A copy that is certain counts before one that depends on unknown values. */
function add(
  found: Map<CopySource, WholeCopy>,
  source: CopySource,
  { region }: UnquotedText,
  unresolved: readonly string[] | null,
): void {
  const before = found.get(source);
  if (before === undefined || (before.unresolved !== null && unresolved === null))
    found.set(source, { source, region, unresolved });
}
