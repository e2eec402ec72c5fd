import { isAbsolute, relative, sep } from "node:path";
import picomatch from "picomatch";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import type { FilePatterns, ImagePatterns, PatternBase } from "./config-file.ts";
import type { FilePattern } from "../../domain/settings/settings.ts";
import { readExpression } from "./glob-expression.ts";
import { GlobMachine } from "./glob-machine.ts";

/** The allowed parts of a pattern: brackets in braces, but no extended globs and no nested braces. */
const inside = String.raw`(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\]|\{(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\])+\})`;
const noEmpty = String.raw`(?!.*//)(?!.*(?:^|/)\.\.(?:/|$))`;

/** Files: relative to the base, with `/`. */
const filePattern: RegExp = new RegExp(String.raw`^(?![/!])(?![A-Za-z]:)${noEmpty}${inside}+$`);

/** Repositories of Microsoft's registry, with or without its name. */
const imagePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?:mcr\.microsoft\.com/)?(?![^/]*\.[^/]*/)(?!.*[A-Z:@])${noEmpty}${inside}+$`,
);

/** Images with or without their registry, which can have a port. */
const namePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?!.*[A-Z@])${noEmpty}(?:[a-z0-9.-]+:[0-9]{1,5}/)?(?!.*:)${inside}+$`,
);

/** A registry without any image. */
const hostAlone = /^(?:localhost|[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?::[0-9]{1,5})?\/?$/;

type PatternKind = "files" | "images" | "names";

/** What a pattern of a kind has to look like. */
export const patternForms: Readonly<Record<PatternKind, RegExp>> = {
  files: filePattern,
  images: imagePattern,
  names: namePattern,
};

/** In characters; far longer than real patterns. */
export const maxPatternLength = 1024;

/** What is wrong with a pattern, to follow "the pattern X "; null for a valid one. */
export function whyNotPattern(text: string, of: PatternKind): string | null {
  // First, because the expressions below take longer than linear time.
  if (text.length > maxPatternLength) return `is longer than ${maxPatternLength} characters`;
  if (of === "names" && hostAlone.test(text))
    return `names a registry and no image: write ${text.replace(/\/$/, "")}/** for all of its images`;
  if (patternForms[of].test(text))
    return whyNotMatched(of === "files" ? fileGlobs(text) : imageGlobs(text));
  if (text === "") return "is empty: ** matches everything";
  if (text.includes("\\")) return "must use / instead of a backslash";
  if (text.startsWith("!")) return "must not begin with !";
  if (of === "files" && /^(?:\/|[A-Za-z]:)/.test(text)) return "must be relative, not absolute";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text)) return "must not contain ..";
  if (of !== "files" && text.includes("://"))
    return of === "images"
      ? `must not have a scheme: begin with ${microsoftRegistry} or azureml`
      : "must not have a scheme: begin with a registry or a repository";
  if (text.includes("//")) return "must not contain //";
  if (/[()|]/.test(text)) return "must not contain parentheses or |: write {a,b} for alternatives";
  if (of !== "files") {
    if (text.startsWith("/")) return "must not begin with /: name a repository";
    if (/[:@]/.test(text)) return "must not have a tag or digest: name a repository";
    if (/[A-Z]/.test(text)) return "must be in lower case";
    if (of === "images" && /^(?!mcr\.microsoft\.com\/)[^/]*\.[^/]*\//.test(text))
      return `must name a repository of ${microsoftRegistry} (azureml/…): mirrors are mapped back to it`;
  }
  return "has brackets or braces that are unbalanced, empty or nested";
}

/** `debug` reports an invalid expression, which otherwise would match nothing. Names have `/` on Windows, too. */
const options = {
  dot: true,
  nonegate: true,
  noextglob: true,
  windows: false,
  debug: true,
} as const;

/** Why the names that a pattern matches cannot be found in bounded time, or at all; null if they can. */
function whyNotMatched(globs: readonly string[]): string | null {
  try {
    globs.forEach(globMachine);
    return null;
  } catch (error) {
    return error instanceof RangeError
      ? "is too complicated: write several simpler ones"
      : "has a range in brackets or braces that is not valid";
  }
}

/** @throws RangeError for a pattern that cannot be matched in bounded time, SyntaxError for one that is not valid */
export function globMachine(glob: string): GlobMachine {
  return new GlobMachine(readExpression(picomatch.makeRe(glob, options).source));
}

/**
 * The names that one of several valid patterns matches. picomatch says what a pattern means, and the machine runs the
 * regular expression that picomatch makes of it: `RegExp` can take exponential time.
 */
function compileGlobs(globs: readonly string[]): (name: string) => boolean {
  const machines = globs.map(globMachine);
  // As in picomatch, a name that is the pattern itself matches.
  return (name) =>
    name !== "" &&
    machines.some((machine, index) => name === globs[index] || machine.matches(name));
}

/** Each pattern also matches everything below what it names. */
export function compileFiles(sources: readonly string[], base: PatternBase): FilePatterns {
  let singles: readonly FilePatterns[] | undefined;
  const baseOf = typeof base === "string" ? () => base : base;
  const isMatch = compileGlobs(sources.flatMap(fileGlobs));
  return {
    sources,
    matches: (name) => {
      const path = relative(baseOf(name), name);
      const isInside = path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
      return isInside && !isAbsolute(path) && isMatch(path.replaceAll(sep, "/"));
    },
    matching: (name) => {
      singles ??= sources.map((source) => compileFiles([source], base));
      return singles.find(({ matches }) => matches(name))?.sources[0] ?? null;
    },
  };
}

/** One pattern of files, compiled once something is asked. */
export function lazyPattern(
  source: string,
  base: PatternBase,
): Pick<FilePattern, "matches" | "mayMatchIn"> {
  let compiled: FilePatterns | undefined;
  const baseOf = typeof base === "string" ? () => base : base;
  return {
    matches: (name) => (compiled ??= compileFiles([source], base)).matches(name),
    mayMatchIn: (folder) => {
      const names = relative(baseOf(folder), folder).split(sep);
      const [bare = ""] = fileGlobs(source);
      const parts = bare.split("/");
      const literal = parts.findIndex(isGlob);
      return parts
        .slice(0, literal < 0 ? parts.length : literal)
        .every((part, index) => index >= names.length || part === names[index]);
    },
  };
}

/** A pattern without a wildcard is one repository; others also match everything below what they name. */
export function compileImages(sources: readonly string[]): ImagePatterns {
  return {
    sources,
    matches: compileGlobs(sources.flatMap(imageGlobs)),
    roots: sources.map(repositoryPattern).map((source) => {
      if (!isGlob(source)) return source;
      const { base } = picomatch.scan(source);
      return base === "" ? "" : `${base}/`;
    }),
  };
}

function fileGlobs(source: string): readonly string[] {
  const bare = withoutSlash(source.replace(/^(?:\.\/)+/, ""));
  return bare === "" || bare === "." ? ["**"] : [bare, `${bare}/**`];
}

function imageGlobs(source: string): readonly string[] {
  const bare = repositoryPattern(source);
  return isGlob(bare) ? [bare, `${bare}/**`] : [bare];
}

/** A pattern without the name of the registry. */
function repositoryPattern(source: string): string {
  const prefix = `${microsoftRegistry}/`;
  return withoutSlash(source.startsWith(prefix) ? source.slice(prefix.length) : source);
}

/** Whether a pattern has a wildcard. */
export function isGlob(source: string): boolean {
  return /[*?[\]{}]/.test(source);
}

function withoutSlash(source: string): string {
  return source.replace(/\/$/, "");
}
