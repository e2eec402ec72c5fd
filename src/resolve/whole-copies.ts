import type { ImageUse, PathDependence, WholeCopy } from "../domain/build/build.ts";
import type { Problem, UnquotedText } from "../domain/build/dockerfile.ts";
import { cleanPath, pathBelow } from "../text/clean-path.ts";
import { tooManyCopies } from "./rejections.ts";
import type { CopiedTree } from "./stage-files.ts";
import { both } from "./stage-files.ts";
import type { StageDraft } from "./stages.ts";

/** What the value of `--from` names: the index of a stage, or an image. */
export type CopySource = number | ImageUse;

/** A limit for a file, far above any real one: whole file systems in folders can multiply with each stage. */
const maxSteps = 100_000;

export interface WholeCopies {
  /** By stage. */
  readonly of: readonly (readonly WholeCopy[])[];
  /** By stage: where copies were not followed to their end. */
  readonly problems: readonly (readonly Problem[])[];
}

/** A folder of a stage that holds the whole file system of an image or of another stage. */
interface RootInFolder extends Omit<WholeCopy, "region"> {
  readonly path: string;
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
  const of: WholeCopy[][] = [];
  const problems: Problem[][] = [];
  const folders: (readonly RootInFolder[])[] = [];
  let steps = 0;
  for (const { index, base, from } of stages) {
    const own = new RootsOfStage();
    const inherited = base.kind === "stage" ? (folders[base.stage] ?? []) : [];
    const all = copies[index] ?? [];
    if (all.length > 0) steps += inherited.length;
    if (all.length > 0 && steps <= maxSteps) for (const root of inherited) own.add(root);
    for (const { from: name, source: below, destination, ...paths } of all) {
      const dependence = dependenceOf(paths);
      const source = sources.get(name);
      // A stage can use only stages above it; an ONBUILD trigger also the stage that runs it.
      if (source === undefined || (typeof source === "number" && source > index)) continue;
      const isSelf = source === index;
      if (below === "/" && !(isSelf && destination === "/"))
        own.add({ source, path: destination, ...dependence }, name);
      const within = isSelf
        ? [...own.folders.values()]
        : typeof source === "number"
          ? (folders[source] ?? [])
          : [];
      steps += within.length;
      if (steps > maxSteps) break;
      for (const root of within) {
        const rest = pathBelow(root.path, below);
        if (rest === null) continue;
        const path = cleanPath(destination + rest);
        own.add({ ...root, path, ...both(dependence, root) }, name);
      }
    }
    of.push([...own.whole.values()]);
    folders.push(all.length === 0 ? inherited : [...own.folders.values()]);
    const { region } = from.image;
    problems.push(steps > maxSteps ? [{ ...tooManyCopies(), region, unconditional: true }] : []);
  }
  return { of, problems };
}

/** The whole file systems in one stage. One that is certainly there counts before one that may be there. */
class RootsOfStage {
  readonly whole = new Map<CopySource, WholeCopy>();
  readonly folders = new Map<string, RootInFolder>();
  private readonly numbers = new Map<CopySource, number>();

  add(root: RootInFolder, from?: UnquotedText): void {
    const { source, path } = root;
    if (path !== "/") {
      const number = this.numbers.get(source) ?? this.numbers.size;
      this.numbers.set(source, number);
      const key = `${number} ${path}`;
      if (isBetter(root, this.folders.get(key))) this.folders.set(key, root);
    } else if (from && isBetter(root, this.whole.get(source)))
      this.whole.set(source, { source, region: from.region, ...dependenceOf(root) });
  }
}

function dependenceOf({ unresolved, omitted, undeclared }: PathDependence): PathDependence {
  return { unresolved, omitted, undeclared };
}

function isBetter(own: PathDependence, before: PathDependence | undefined): boolean {
  return before === undefined || doubts(own) < doubts(before);
}

/** How certain it is that files are there: 0 for certain, 2 for unknown. */
function doubts({ unresolved, omitted, undeclared }: PathDependence): number {
  if (unresolved !== null) return 2;
  return omitted.length + undeclared.length > 0 ? 1 : 0;
}
