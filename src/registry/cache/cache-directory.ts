import { realpathSync } from "node:fs";
import type { PlatformPath } from "node:path";
import { posix, win32 } from "node:path";

export interface CacheDirectoryOptions {
  /** `--cache-dir`, absolute. */
  readonly given: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What the user's own configuration names, absolute. */
  readonly userConfig: string | null;
  readonly home: string;
  /** As Node.js names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** Absolute: of everything that is judged. */
  readonly repositoryRoots: readonly string[];
}

/** `none`: there is no good place, so nothing is kept; `refused`: the user named a place that cannot be. Both are parts of a sentence. */
export type CacheDirectory =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

interface Location {
  readonly path: string;
  /** What names it; null for the usual place. */
  readonly namedBy: string | null;
}

/**
 * Where answers are kept: the first that is named, else the usual place of the system. Never in the repository that is judged:
 * whoever commits to it would decide what registries are said to have answered.
 */
export function cacheDirectory(options: CacheDirectoryOptions): CacheDirectory {
  const path = options.platform === "win32" ? win32 : posix;
  const location = locationNamed(options) ?? defaultLocation(options, path);
  if (location === null)
    return { kind: "none", why: "no home directory is known that could hold a cache" };
  const { namedBy } = location;
  const shown = namedBy === null ? location.path : `${namedBy} ${location.path}`;
  if (!path.isAbsolute(location.path)) return { kind: "refused", why: `${shown} is not absolute` };
  const directory = path.resolve(location.path);
  if (!options.repositoryRoots.some((root) => liesIn(directory, root, path)))
    return { kind: "directory", path: directory };
  const why = `${shown} lies in the repository, and what is committed there would be believed`;
  return namedBy === null
    ? { kind: "none", why: `${why}: --cache-dir or INFERLINT_CACHE_DIR names another place` }
    : { kind: "refused", why };
}

function locationNamed({ given, env, userConfig }: CacheDirectoryOptions): Location | null {
  if (given !== null) return { path: given, namedBy: "--cache-dir" };
  const variable = env["INFERLINT_CACHE_DIR"] ?? "";
  if (variable !== "") return { path: variable, namedBy: "INFERLINT_CACHE_DIR" };
  if (userConfig === null) return null;
  return { path: userConfig, namedBy: "the user's cacheDir" };
}

function defaultLocation(
  { env, home, platform }: CacheDirectoryOptions,
  path: PlatformPath,
): Location | null {
  // The XDG base directory specification: one that is not absolute is to be ignored.
  const absolute = (directory: string | undefined): string | null =>
    directory !== undefined && path.isAbsolute(directory) ? directory : null;
  const below = (directory: string | null, ...parts: readonly string[]): Location | null =>
    directory === null ? null : { path: path.join(directory, ...parts), namedBy: null };

  const xdg = below(absolute(env["XDG_CACHE_HOME"]), "inferlint");
  if (xdg) return xdg;
  const ofUser = absolute(home);
  switch (platform) {
    case "darwin":
      return below(ofUser, "Library", "Caches", "inferlint");
    case "win32":
      return (
        below(absolute(env["LOCALAPPDATA"]), "inferlint", "Cache") ??
        below(ofUser, "AppData", "Local", "inferlint", "Cache")
      );
    default:
      return below(ofUser, ".cache", "inferlint");
  }
}

/** By names and by what is behind links: the directory that is made lies where its links lead. */
function liesIn(directory: string, root: string, path: PlatformPath): boolean {
  const isBelow = (location: string, above: string): boolean => {
    const way = path.relative(above, location);
    return way !== ".." && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
  };
  return isBelow(directory, root) || isBelow(resolved(directory, path), resolved(root, path));
}

/** Links followed as far as there is something; what is not there yet is taken as written. */
function resolved(location: string, path: PlatformPath): string {
  for (let present = location; ; present = path.dirname(present)) {
    try {
      // The system's own, which also knows how the name is written where upper and lower case are the same.
      return path.join(realpathSync.native(present), path.relative(present, location));
    } catch {
      if (path.dirname(present) === present) return location;
    }
  }
}
