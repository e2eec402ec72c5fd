import type { PathDependence } from "../domain/build/build.ts";
import type {
  CopyInstruction,
  OtherInstruction,
  UnquotedText,
} from "../domain/build/dockerfile.ts";
import { maskTemplates, templateMark } from "../shell/template.ts";
import { maxUnresolved, unresolvedPart } from "../shell/unresolved.ts";
import { cleanPath } from "../text/clean-path.ts";
import type { ExpandedText } from "./scope.ts";

/** One source of a `COPY --from`: the files below one clean absolute path are written below another one. */
export interface CopiedTree extends PathDependence {
  /** The value of `--from`; the same object for every stage that runs an ONBUILD trigger. */
  readonly from: UnquotedText;
  readonly source: string;
  readonly destination: string;
}

/** A path that may have unknown parts. */
interface KnownPath extends PathDependence {
  readonly path: string;
}

/** How variables that the file does not set are taken: as nothing for certain, or as nothing that is known or not. */
export type AbsentPaths = "empty" | "assumed empty" | "unknown";

const independent: PathDependence = { unresolved: null, omitted: [], undeclared: [] };

/** What copies and WORKDIR do to the files of a stage while its instructions are followed. */
export class StageFiles {
  readonly copies: CopiedTree[] = [];
  private readonly absent: AbsentPaths;
  private directory: KnownPath;

  /** @param directory the working directory that the stage starts in */
  constructor(absent: AbsentPaths, directory: KnownPath = { path: "/", ...independent }) {
    this.absent = absent;
    this.directory = directory;
  }

  get workdir(): KnownPath {
    return this.directory;
  }

  /** @param values the expanded words of the instruction */
  follow({ name }: OtherInstruction, [value]: readonly ExpandedText[]): void {
    if (name === "WORKDIR" && value) this.directory = this.absolute(value);
  }

  copy(
    { from, parents }: CopyInstruction,
    sources: readonly ExpandedText[],
    destination: ExpandedText | null,
  ): void {
    if (!from || !destination) return;
    const target = this.absolute(destination);
    for (const expanded of sources) {
      const { path, ...dependence } = this.known(expanded);
      const { source, below } = parents ? splitParents(path) : { source: "/", below: path };
      const repeated = withoutWildcards(cleanPath(below));
      this.copies.push({
        from,
        source: cleanPath(cleanPath(source) + repeated),
        destination: parents ? cleanPath(target.path + repeated) : target.path,
        ...both(dependence, target),
      });
    }
  }

  private absolute(value: ExpandedText): KnownPath {
    const { path, ...own } = this.known(value);
    return {
      path: cleanPath(path, this.directory.path),
      ...(path.startsWith("/") ? own : both(own, this.directory)),
    };
  }

  /** The text with its unknown parts left out, as it is where the ARGs are empty. */
  private known({ text, unresolved, omitted, undeclared: names }: ExpandedText): KnownPath {
    const { masked, templates } = maskTemplates(text);
    const path = masked.replaceAll(templateMark, "").replaceAll(unresolvedPart, "");
    const undeclared = this.absent === "empty" ? [] : names;
    const isUnset = this.absent === "unknown" && undeclared.length > 0;
    const isKnown = templates.length === 0 && !text.includes(unresolvedPart) && !isUnset;
    const open = isUnset ? [...unresolved, ...undeclared] : unresolved;
    return { path, unresolved: isKnown ? null : open, omitted, undeclared };
  }
}

/** What two paths that are used together depend on. */
export function both(a: PathDependence, b: PathDependence): PathDependence {
  return {
    unresolved: a.unresolved ? union(a.unresolved, b.unresolved ?? []) : b.unresolved,
    omitted: union(a.omitted, b.omitted),
    undeclared: union(a.undeclared, b.undeclared),
  };
}

function union(a: readonly string[], b: readonly string[]): readonly string[] {
  if (a.length === 0 || b.length === 0) return a.length === 0 ? b : a;
  return [...new Set([...a, ...b])].slice(0, maxUnresolved);
}

/** With `--parents`, the path after `/./`, or all of it, is repeated below the destination. */
function splitParents(path: string): { source: string; below: string } {
  const pivot = path.indexOf("/./");
  return pivot < 0
    ? { source: "/", below: path }
    : { source: path.slice(0, pivot), below: path.slice(pivot + "/./".length) };
}

const anyName = /^(?:[*?]|\[[^\]]*\])+$/;

/** The path without names at its end that match any file: `/*` takes everything in `/`. */
function withoutWildcards(path: string): string {
  const segments = path.split("/");
  while (isWildcard(segments.at(-1))) segments.pop();
  return segments.join("/") || "/";
}

function isWildcard(segment = ""): boolean {
  return segment.includes("*") && anyName.test(segment);
}
