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
export interface CopiedTree {
  /** The value of `--from`; the same object for every stage that runs an ONBUILD trigger. */
  readonly from: UnquotedText;
  readonly source: string;
  readonly destination: string;
  /** The paths are those with every unknown part empty; the ARGs behind these parts. Null if all parts are known. */
  readonly unresolved: readonly string[] | null;
}

/** A path that may have unknown parts. */
interface KnownPath {
  readonly path: string;
  readonly unresolved: readonly string[] | null;
}

/** What copies and WORKDIR do to the files of a stage while its instructions are followed. */
export class StageFiles {
  readonly copies: CopiedTree[] = [];
  private directory: KnownPath;

  /** @param directory the working directory that the stage starts in */
  constructor(directory: KnownPath = { path: "/", unresolved: null }) {
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
      const { path, unresolved } = known(expanded);
      const { source, below } = parents ? splitParents(path) : { source: "/", below: path };
      const repeated = withoutWildcards(cleanPath(below));
      this.copies.push({
        from,
        source: cleanPath(cleanPath(source) + repeated),
        destination: parents ? cleanPath(target.path + repeated) : target.path,
        unresolved: both(unresolved, target.unresolved),
      });
    }
  }

  private absolute(value: ExpandedText): KnownPath {
    const { path, unresolved } = known(value);
    return {
      path: cleanPath(path, this.directory.path),
      unresolved: path.startsWith("/") ? unresolved : both(unresolved, this.directory.unresolved),
    };
  }
}

/** The text with its unknown parts left out, as it is where the ARGs are empty. */
function known({ text, unresolved }: ExpandedText): KnownPath {
  const { masked, templates } = maskTemplates(text);
  const path = masked.replaceAll(templateMark, "").replaceAll(unresolvedPart, "");
  const isKnown = templates.length === 0 && !text.includes(unresolvedPart);
  return { path, unresolved: isKnown ? null : unresolved };
}

/** The ARGs of two texts that are used together. */
export function both(
  a: readonly string[] | null,
  b: readonly string[] | null,
): readonly string[] | null {
  return a === null ? b : b === null ? a : [...a, ...b].slice(0, maxUnresolved);
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
