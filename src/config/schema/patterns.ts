import { isAbsolute, relative, sep } from "node:path";
import picomatch from "picomatch";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import type { ImagePatterns, Patterns } from "./config-file.ts";

/** The allowed parts of a pattern: brackets in braces, but no extended globs and no nested braces. */
const inside = String.raw`(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\]|\{(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\])+\})`;
const noEmpty = String.raw`(?!.*//)(?!.*(?:^|/)\.\.(?:/|$))`;

/** Files: relative to the base, with `/`. */
export const filePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?![A-Za-z]:)${noEmpty}${inside}+$`,
);

/** Repositories of Microsoft's registry, with or without its name. */
export const imagePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?:mcr\.microsoft\.com/)?(?![^/]*\.[^/]*/)(?!.*[A-Z:@])${noEmpty}${inside}+$`,
);

/** What is wrong with an invalid pattern, to follow "the pattern X ". */
export function whyNotPattern(text: string, of: "files" | "images"): string {
  if (text === "") return "is empty: ** matches everything";
  if (text.includes("\\")) return "must use / instead of a backslash";
  if (text.startsWith("!")) return "must not begin with !";
  if (of === "files" && /^(?:\/|[A-Za-z]:)/.test(text)) return "must be relative, not absolute";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text)) return "must not contain ..";
  if (of === "images" && text.includes("://"))
    return `must not have a scheme: begin with ${microsoftRegistry} or azureml`;
  if (text.includes("//")) return "must not contain //";
  if (/[()|]/.test(text)) return "must not contain parentheses or |: write {a,b} for alternatives";
  if (of === "images") {
    if (text.startsWith("/")) return "must not begin with /: name a repository";
    if (/[:@]/.test(text)) return "must not have a tag or digest: name a repository";
    if (/[A-Z]/.test(text)) return "must be in lower case";
    if (/^(?!mcr\.microsoft\.com\/)[^/]*\.[^/]*\//.test(text))
      return `must name a repository of ${microsoftRegistry} (azureml/…): mirrors are mapped back to it`;
  }
  return "has brackets or braces that are unbalanced, empty or nested";
}

const options = { dot: true, nonegate: true, noextglob: true } as const;

/** @param base absolute; each pattern also matches everything below what it names */
export function compileFiles(sources: readonly string[], base: string): Patterns {
  const globs = sources.flatMap((source) => {
    const bare = withoutSlash(source.replace(/^(?:\.\/)+/, ""));
    return bare === "" || bare === "." ? ["**"] : [bare, `${bare}/**`];
  });
  const isMatch = globs.length === 0 ? () => false : picomatch(globs, options);
  return {
    sources,
    matches: (name) => {
      const path = relative(base, name);
      const isInside = path !== "" && path !== ".." && !path.startsWith(`..${sep}`);
      return isInside && !isAbsolute(path) && isMatch(path.replaceAll(sep, "/"));
    },
  };
}

/** A pattern without a wildcard is one repository; others also match everything below what they name. */
export function compileImages(sources: readonly string[]): ImagePatterns {
  const bare = sources.map((source) =>
    withoutSlash(
      source.startsWith(`${microsoftRegistry}/`)
        ? source.slice(microsoftRegistry.length + 1)
        : source,
    ),
  );
  const globs = bare.flatMap((source) => (isGlob(source) ? [source, `${source}/**`] : [source]));
  return {
    sources,
    matches: globs.length === 0 ? () => false : picomatch(globs, options),
    roots: bare.map((source) => {
      if (!isGlob(source)) return source;
      const { base } = picomatch.scan(source);
      return base === "" ? "" : `${base}/`;
    }),
  };
}

function isGlob(source: string): boolean {
  return /[*?[\]{}]/.test(source);
}

function withoutSlash(source: string): string {
  return source.replace(/\/$/, "");
}
