import { statSync } from "node:fs";
import { dirname } from "node:path";
import type { FindRepositoryRoot } from "../../discover/index.ts";
import type { DescribedBuild } from "../../domain/build/described-build.ts";
import type { RunUser } from "../../domain/build/image-run.ts";
import type { Region } from "../../domain/build/region.ts";
import { showUnresolved } from "../../domain/image/image-reference.ts";
import { unresolvedPart } from "../../shell/unresolved.ts";
import type { ContextSource } from "../../domain/build/named-contexts.ts";
import { namedContexts } from "../../domain/build/named-contexts.ts";
import type { FoundBuild, NotFollowed, Value } from "../../sources/index.ts";
import { describedDockerfile } from "../../sources/index.ts";
import { LineIndex } from "../../text/line-index.ts";
import { endIn } from "./of-repository.ts";
import type { ReadSource } from "./read-files.ts";
import type { Serving } from "./serving.ts";

/**
 * A build as the Dockerfile's own checks need it.
 * @param folder of the build context; absolute
 * @param path of the file that describes it, relative to the working directory
 * @param lines of that file
 */
export function describedBuild(
  {
    name,
    span,
    args,
    target,
    contexts,
    user,
  }: Pick<FoundBuild, "name" | "span" | "args" | "target" | "contexts" | "user">,
  path: string,
  lines: LineIndex,
  { serves, folder = null }: { readonly serves: boolean; readonly folder?: string | null },
): DescribedBuild {
  return {
    where: `${name} of ${path}`,
    path,
    region: lines.range(span),
    args: new Map(args.map((one) => [one.name, one.value ?? unresolvedPart])),
    target: typeof target === "string" ? target : null,
    contexts: new Map(
      [...namedContexts(contexts)].map(([context, source]) => [context, imageOf(source)]),
    ),
    context: folder,
    serves,
    user: user && runUser(user, lines),
  };
}

/** Files have no image; what another build makes is not known here. */
function imageOf(source: ContextSource): string {
  if (source.kind === "image") return source.reference;
  return source.kind === "files" ? "scratch" : unresolvedPart;
}

export function runUser({ text, unknown, span }: Value, lines: LineIndex): RunUser {
  return {
    value: unknown.length > 0 ? null : text,
    written: showUnresolved(text, unknown),
    region: lines.range(span),
  };
}

/** The builds of Dockerfiles that files of the repositories describe. */
export interface FollowedBuilds {
  /** Those of a Dockerfile, by its absolute path, links followed; equal ones once. */
  readonly of: (absolute: string) => readonly DescribedBuild[];
  /** The Dockerfiles that builds name; absolute, links followed. */
  readonly dockerfiles: readonly string[];
  /** The builds of a file that say who runs what they build, with their Dockerfiles. @param absolute of the file */
  readonly withUser: (absolute: string) => readonly BuildWithUser[];
  /** Why builds of a file were not followed, with their places. @param absolute of the file that describes them */
  readonly notices: (
    absolute: string,
  ) => readonly { readonly region: Region; readonly why: string }[];
  /** Every path at which a Dockerfile was looked for, whether there is one or not; absolute. */
  readonly asked: ReadonlySet<string>;
}

export interface BuildWithUser {
  /** Of the build, as messages name it. */
  readonly name: string;
  readonly user: RunUser;
  /** Absolute. */
  readonly dockerfile: string;
  readonly described: DescribedBuild;
}

/** Follows all builds to their Dockerfiles. */
export function describedBuilds(
  sources: readonly ReadSource[],
  serving: Serving,
  findRoot: FindRepositoryRoot,
): FollowedBuilds {
  const of = new Map<string, Map<string, DescribedBuild>>();
  const withUser = new Map<string, BuildWithUser[]>();
  const notices = new Map<string, { region: Region; why: string }[]>();
  const asked = new Set<string>();
  const fileAt = fileFinder();
  for (const { file, reading, text } of sources) {
    if (reading.builds.length === 0) continue;
    const lines = new LineIndex(text);
    const folder = dirname(file.absolute);
    const root = findRoot(folder) ?? folder;
    const isFile = (path: string): boolean => {
      asked.add(path);
      return fileAt(root, path) !== null;
    };
    for (const build of reading.builds) {
      const found = describedDockerfile(build, { folder, root, isFile });
      if (found.kind === "not-followed") {
        const own = notices.get(file.absolute) ?? [];
        const why = reasons[found.reason](found.written);
        if (why !== null) own.push({ region: lines.range(build.span), why });
        notices.set(file.absolute, own);
        continue;
      }
      // The file that is checked: a link that leads to one is no file of its own.
      const dockerfile = fileAt(root, found.path) ?? found.path;
      const serves = build.serves || serving.builds.has(build);
      const described = describedBuild(build, file.path, lines, { serves, folder: found.context });
      const { user } = described;
      if (user) {
        const own = withUser.get(file.absolute) ?? [];
        own.push({ name: build.name, user, dockerfile, described });
        withUser.set(file.absolute, own);
      }
      const known = of.get(dockerfile) ?? new Map<string, DescribedBuild>();
      of.set(dockerfile, known);
      const key = keyOf(described);
      if (!known.has(key)) known.set(key, described);
    }
  }
  return {
    of: (absolute) => [...(of.get(absolute)?.values() ?? [])],
    dockerfiles: [...of.keys()],
    withUser: (absolute) => withUser.get(absolute) ?? [],
    notices: (absolute) => notices.get(absolute) ?? [],
    asked,
  };
}

/** Why a build is not followed; null where that is nothing to do for the user: it comes from elsewhere. */
const reasons: Readonly<Record<NotFollowed, (written: string) => string | null>> = {
  remote: (written) => `the build context ${written || "of this build"} is not in the repository`,
  input: () => null,
  unknown: (written) => `the value of ${written} is not known here`,
  outside: (written) => `${written} is outside of the repository`,
  missing: (written) => `the repository has no ${written}`,
};

/** Equal for builds that build the same. A user is checked at its own place. */
function keyOf({ args, target, contexts, serves, user, path }: DescribedBuild): string {
  const runs = user && [path, user.region];
  return JSON.stringify([[...args].sort(), target, [...contexts].sort(), serves, runs]);
}

/** The file of a repository that a path leads to; null for none. Many builds name the same file, so it is looked for once. */
function fileFinder(): (root: string, path: string) => string | null {
  const known = new Map<string, string | null>();
  return (root, path) => {
    const key = `${root}\0${path}`;
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = fileWithin(root, path)));
    return answer;
  };
}

function fileWithin(root: string, path: string): string | null {
  try {
    const end = endIn(root, path);
    return end !== null && statSync(path).isFile() ? end : null;
  } catch {
    return null;
  }
}
