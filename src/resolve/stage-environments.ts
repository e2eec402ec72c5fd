import type { PathDependence } from "../domain/build/build.ts";
import { condaPointers } from "../domain/build/image-run.ts";
import type { CommandLine } from "../domain/build/dockerfile.ts";
import type { Region } from "../domain/build/region.ts";
import { fileStart } from "../domain/build/region.ts";
import { simpleCommands, withoutPrefix } from "../shell/simple-commands.ts";
import { hasTemplate } from "../shell/template.ts";
import { unresolvedPart } from "../shell/unresolved.ts";
import { WordError } from "../shell/word-error.ts";
import { cleanPath } from "../text/clean-path.ts";
import type { CondaCommand, ValueWord } from "./conda-command.ts";
import { readCondaCommand } from "./conda-command.ts";
import type { ExpandedText, Scope } from "./scope.ts";

/** Files of the build context that are copied into a stage. */
export interface ContextCopy {
  /** From the root of the context, with a slash in front; null where a part is not known. */
  readonly sources: readonly (string | null)[];
  /** Absolute; null where a part is not known. */
  readonly destination: string | null;
  /** It is certainly a folder. */
  readonly isFolder: boolean;
}

/** A command that makes a conda environment, or installs Python into one. */
export interface MadeEnvironment extends Pick<CondaCommand, "kind" | "name"> {
  /** Absolute and clean; null without `-p`. */
  readonly prefix: string | null;
  readonly file: LocatedWord | null;
  readonly python: LocatedWord | null;
  /** How many copies the stage has made before it. */
  readonly copiesBefore: number;
}

interface LocatedWord {
  /** As written, without quotes. */
  readonly written: string;
  /** Expanded; of a file its absolute path. Null where a part is not known. */
  readonly value: string | null;
  readonly region: Region;
}

type Directory = PathDependence & { readonly path: string };

/** What a stage does that decides which conda environment serves. */
export class StageEnvironments {
  readonly copies: ContextCopy[] = [];
  readonly made: MadeEnvironment[] = [];

  /** COPY without `--from`, or ADD. */
  copy(
    sources: readonly ExpandedText[],
    destination: ExpandedText | null | undefined,
    workdir: Directory,
  ): void {
    const to = destination ? knownText(destination) : null;
    this.copies.push({
      sources: sources.map((source) => {
        const path = knownText(source);
        return path === null || /[*?[\\]|^\w+:\/\//.test(path) ? null : cleanPath(path);
      }),
      destination: to === null ? null : absolute(to, workdir),
      isFolder: sources.length > 1 || to === null || /(?:^|\/)\.{0,2}$/.test(to),
    });
  }

  run(
    { text, strings, region }: CommandLine,
    workdir: Directory,
    scope: Scope,
    escape: string,
  ): void {
    const whole = { start: 0, end: text.length };
    const commands = strings
      ? [strings.map((value): ValueWord => ({ text: value, value, ...whole }))]
      : simpleCommands(text).map((command) =>
          withoutPrefix(command).map((word) => ({
            ...word,
            value: valueOf(word.text, scope, escape),
          })),
        );
    for (const command of commands) {
      const read = readCondaCommand(command);
      if (!read) continue;
      const located = (word: ValueWord | null): LocatedWord | null =>
        word && locatedWord(word, region);
      const file = located(read.file);
      const prefix = read.prefix === null ? null : absolute(read.prefix, workdir);
      if (read.prefix !== null && prefix === null) continue;
      this.made.push({
        ...{ kind: read.kind, name: read.name, prefix },
        file: file && { ...file, value: file.value && absolute(file.value, workdir) },
        python: located(read.python),
        copiesBefore: this.copies.length,
      });
    }
  }
}

/** A word without its quotes, where it is one quoted text. */
function locatedWord(
  { text, value, start, end }: ValueWord,
  region: CommandLine["region"],
): LocatedWord {
  const isQuoted = /^(["']).*\1$/s.test(text) && text.length > 1;
  const [from, to] = isQuoted ? [start + 1, end - 1] : [start, end];
  return {
    written: isQuoted ? text.slice(1, -1) : text,
    value,
    region: region(from, to),
  };
}

/** The folder that the server is told to use at the end of a stage; null without one, and where it is not certain. */
export function pointedFolder(scope: Scope, escape: string): string | null {
  const folders = condaPointers.flatMap((name) => {
    const variable = scope.get(name);
    if (variable?.provenance[0]?.keyword !== "ENV") return [];
    const folder = valueOf(`\${${name}}`, scope, escape);
    return [folder === null ? null : cleanPath(folder).replace(/\/bin(?:\/python[\d.]*)?$/, "")];
  });
  const [first = null] = folders;
  return folders.every((folder) => folder === first) ? first : null;
}

/** A word of a shell as the build knows it; null where the shell or the image decides. */
function valueOf(text: string, scope: Scope, escape: string): string | null {
  if (/`|\$\(/.test(text)) return null;
  try {
    return knownText(scope.expand({ text, region: fileStart }, escape));
  } catch (error) {
    if (!(error instanceof WordError)) throw error;
    return null;
  }
}

function knownText({ text, undeclared, omitted }: ExpandedText): string | null {
  const isKnown =
    undeclared.length + omitted.length === 0 &&
    !text.includes(unresolvedPart) &&
    !hasTemplate(text);
  return isKnown ? text : null;
}

function absolute(path: string, { path: workdir, unresolved, omitted }: Directory): string | null {
  if (path.startsWith("/")) return cleanPath(path);
  return unresolved === null && omitted.length === 0 ? cleanPath(path, workdir) : null;
}
