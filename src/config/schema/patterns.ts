import { isAbsolute, relative, sep } from "node:path";
import picomatch from "picomatch";
import { microsoftRegistry } from "../../domain/image/image-policy.ts";
import type { ImagePatterns, Patterns } from "./config-file.ts";

/** What may stand in a pattern: brackets in braces at most, and nothing that the matcher would take for code of its own. */
const inside = String.raw`(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\]|\{(?:[^\\()|[\]{}]|\[[^\\()|[\]{}/]+\])+\})`;
const noEmpty = String.raw`(?!.*//)(?!.*(?:^|/)\.\.(?:/|$))`;

/** Files: relative to the base, with `/`. */
export const filePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?![A-Za-z]:)${noEmpty}${inside}+$`,
);

/** Repositories of Microsoft's registry, its name in front or not. */
export const imagePattern: RegExp = new RegExp(
  String.raw`^(?![/!])(?:mcr\.microsoft\.com/)?(?![^/]*\.[^/]*/)(?!.*[A-Z:@])${noEmpty}${inside}+$`,
);

/** What is wrong with a pattern that is none: behind "… ". */
export function whyNotPattern(text: string, of: "files" | "images"): string {
  if (text === "") return "is empty: ** stands for everything";
  if (text.includes("\\")) return "takes / and no backslash";
  if (text.startsWith("!")) return "takes no ! in front";
  if (of === "files" && /^(?:\/|[A-Za-z]:)/.test(text))
    return "is relative to the directory of the configuration, not absolute";
  if (/(?:^|\/)\.\.(?:\/|$)/.test(text)) return "takes no .. in a path";
  if (of === "images" && text.includes("://"))
    return `takes no scheme: begin with ${microsoftRegistry} or azureml`;
  if (text.includes("//")) return "takes no empty part (//)";
  if (/[()|]/.test(text)) return "takes no parentheses and no |: write {a,b} for one of several";
  if (of === "images") {
    if (text.startsWith("/")) return "names repositories, without a / in front";
    if (/[:@]/.test(text)) return "names repositories, without tag or digest";
    if (/[A-Z]/.test(text)) return "takes repositories in lower case";
    if (/^(?!mcr\.microsoft\.com\/)[^/]*\.[^/]*\//.test(text))
      return `names repositories of ${microsoftRegistry} (mirrors are mapped back to it): azureml/…`;
  }
  return "has brackets or braces without their other half, empty, or one in another";
}

const options = { dot: true, nonegate: true, noextglob: true } as const;

/** Each covers what lies below it too. */
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

/** One without a wildcard is one repository; the others cover what lies below them too. */
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
