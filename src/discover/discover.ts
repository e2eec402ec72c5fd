import { dirname } from "node:path";
import { fileKinds } from "../domain/build/file-kind.ts";
import type { NamedImages } from "../domain/image/image-literals.ts";
import type { FileSelection } from "../domain/settings/settings.ts";
import { compareText } from "../text/compare-text.ts";
import { joinList } from "../text/list.ts";
import type { DiscoveredFile } from "./discovered-file.ts";
import { isWithin } from "./fs-path.ts";
import type { NamedDirectory } from "./named-path.ts";
import { addNamedPath } from "./named-path.ts";
import type { CompilePattern } from "./path-pattern.ts";
import type { Problem } from "./problem.ts";
import { leftOut, missing } from "./problem.ts";
import type { Candidate, OnLeftOut, SelectionsOfFolders } from "./search.ts";
import { Search } from "./search.ts";
import type { IsDockerfileText } from "./sniff.ts";

export interface Discovery {
  /** Each file once, sorted by `path`. */
  readonly files: readonly DiscoveredFile[];
  readonly problems: readonly Problem[];
}

export interface DiscoverOptions extends Partial<SelectionsOfFolders> {
  /** Absolute. */
  readonly cwd: string;
  /** What discovery would not take is not read even if its path is passed, because pre-commit hooks pass every file. */
  readonly forceExclude?: boolean;
  /** Without it, a path with wildcards that names nothing is missing. */
  readonly compilePattern?: CompilePattern;
  /** Decides about files whose name does not say whether they are Dockerfiles. */
  readonly isDockerfileText: IsDockerfileText;
  readonly onLeftOut?: OnLeftOut | undefined;
}

const microsoftImages: NamedImages = { roots: ["azureml/"], mirrors: [] };

/** All files of all kinds, as without any setting. */
export const everyFile: FileSelection = {
  isKindChecked: () => true,
  isKindAlwaysExcluded: () => false,
  isOwnFile: () => false,
  isIncluded: () => false,
  isExcluded: () => false,
  isAlwaysExcluded: () => false,
  excludingPattern: null,
  respectsGitignore: true,
};

/** Finds the files among `paths`, and those that inferlint reads below the directories among them. */
export async function discover(
  paths: readonly string[],
  {
    cwd,
    selectionOf = () => Promise.resolve(everyFile),
    hasOwn = () => false,
    imagesOf = () => Promise.resolve(microsoftImages),
    forceExclude = false,
    compilePattern,
    isDockerfileText,
    onLeftOut,
  }: DiscoverOptions,
): Promise<Discovery> {
  const folders = { selectionOf, hasOwn, imagesOf };
  const search = new Search(cwd, folders, isDockerfileText, onLeftOut);
  const directories = new Map<string, NamedDirectory>();
  for (const path of paths) {
    const directory =
      compilePattern && /[*?[{]/.test(path)
        ? await namedByPattern(path, search, forceExclude, compilePattern)
        : await addNamedPath(path, search, forceExclude);
    if (directory) directories.set(directory.pattern?.argument ?? directory.path, directory);
  }
  if (directories.size > 0) {
    // Hooks pass files only, and start faster without the walker.
    const { searchDirectory } = await import("./search-directory.ts");
    for (const directory of directories.values()) {
      const { pattern } = directory;
      search.scope = pattern?.scope ?? null;
      await searchDirectory(directory, search);
      if (pattern?.scope.hasMatch === false)
        search.report(
          missing(pattern.argument, "No file that a search takes matches this pattern."),
        );
    }
    search.scope = null;
  }

  const files = new Map<string, DiscoveredFile>();
  const uncertain: Candidate[] = [];
  for (const candidate of search.candidates) {
    const { path, isLink, taken, named, folder } = candidate;
    if (isLink || taken?.by !== "name" || !taken.kind || typeof path !== "string")
      uncertain.push(candidate);
    else {
      const { kind } = taken;
      files.set(path, { path: search.show(path), absolute: path, kind, named, folder });
    }
  }
  if (uncertain.length > 0) {
    const { settle } = await import("./settle.ts");
    const around = [cwd, ...[...directories.values()].map(({ path }) => path)];
    const topOf = (link: string): string =>
      around.find((directory) => isWithin(link, directory)) ?? dirname(link);
    await settle(uncertain, files, { search, topOf });
  }
  const problems = [
    ...search.problems,
    ...search.leftOut.problems(),
    ...search.missing.problems(),
    ...(directories.size > 0 ? kindsLeftOut(search) : []),
  ];
  return {
    files: [...files.values()].sort(byPath),
    problems: distinct(problems).sort(byPathAndMessage),
  };
}

/** A path with wildcards: what it matches, unless something has this name. */
async function namedByPattern(
  path: string,
  search: Search,
  forceExclude: boolean,
  compile: CompilePattern,
): Promise<NamedDirectory | null> {
  const { isPathPattern, namedPattern } = await import("./path-pattern.ts");
  return isPathPattern(path, search.cwd)
    ? namedPattern(path, search, forceExclude, compile)
    : addNamedPath(path, search, forceExclude);
}

/** Under a policy, what the command line leaves out of a search is said. */
function kindsLeftOut({ selections }: Search): readonly Problem[] {
  const ofPolicies = [...selections].filter(({ excludingPattern }) => excludingPattern !== null);
  const kinds = fileKinds.filter((kind) =>
    ofPolicies.some(({ isKindAlwaysExcluded }) => isKindAlwaysExcluded(kind)),
  );
  if (kinds.length === 0) return [];
  return [
    leftOut(
      null,
      `files of the ${kinds.length === 1 ? "kind" : "kinds"} ${joinList(kinds)}`,
      "that --kind does not name",
    ),
  ];
}

/** Overlapping directories report the same problem twice. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return compareText(a.path, b.path);
}

function byPathAndMessage(a: Problem, b: Problem): number {
  return compareText(a.path ?? "", b.path ?? "") || compareText(a.message, b.message);
}
