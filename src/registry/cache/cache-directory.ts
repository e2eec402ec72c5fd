import { realpathSync } from "node:fs";
import type { PlatformPath } from "node:path";
import { posix, win32 } from "node:path";

export interface CacheDirectoryOptions {
  /** `--cache-dir`, absolute. */
  readonly option: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `cacheDir` of the user's own configuration. */
  readonly userConfig: string | null;
  /** Null where it is unknown. */
  readonly home: string | null;
  /** As Node.js names it: `linux`, `darwin`, `win32`. */
  readonly platform: string;
  /** Absolute paths of the repositories that are checked. */
  readonly repositoryRoots: readonly string[];
}

/**
 * The directory of the response cache. `none`: there is no suitable default, so there is no cache; `rejected`: the user set a
 * directory that cannot be used. `why` is part of a sentence.
 */
export type CacheDirectory =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "rejected"; readonly why: string };

interface Candidate {
  readonly path: string;
  /** The option that sets it; null for the default. */
  readonly setBy: string | null;
}

/**
 * Determines the directory of the response cache: the first one that the user set, else the system's default. It is never inside
 * a repository that is checked, because a commit could then put forged responses into the cache.
 */
export function cacheDirectory(options: CacheDirectoryOptions): CacheDirectory {
  const path = options.platform === "win32" ? win32 : posix;
  const candidate = configuredDirectory(options) ?? defaultDirectory(options, path);
  if (candidate === null) return { kind: "none", why: "the home directory is unknown" };
  const { setBy } = candidate;
  const shown = setBy === null ? candidate.path : `${setBy} ${candidate.path}`;
  if (!path.isAbsolute(candidate.path))
    return { kind: "rejected", why: `${shown} is not absolute` };
  const directory = path.resolve(candidate.path);
  if (!options.repositoryRoots.some((root) => isInside(directory, root, path)))
    return { kind: "directory", path: directory };
  const why = `${shown} is inside the repository, where commits could forge cached responses`;
  return setBy === null
    ? { kind: "none", why: `${why}; set another directory with --cache-dir or INFERLINT_CACHE_DIR` }
    : { kind: "rejected", why };
}

function configuredDirectory({ option, env, userConfig }: CacheDirectoryOptions): Candidate | null {
  if (option !== null) return { path: option, setBy: "--cache-dir" };
  const variable = env["INFERLINT_CACHE_DIR"] ?? "";
  if (variable !== "") return { path: variable, setBy: "INFERLINT_CACHE_DIR" };
  if (userConfig === null) return null;
  return { path: userConfig, setBy: "the user's cacheDir" };
}

function defaultDirectory(
  { env, home, platform }: CacheDirectoryOptions,
  path: PlatformPath,
): Candidate | null {
  // The XDG base directory specification: ignore a directory that is not absolute.
  const absolute = (directory: string | null | undefined): string | null =>
    typeof directory === "string" && path.isAbsolute(directory) ? directory : null;
  const below = (directory: string | null, ...parts: readonly string[]): Candidate | null =>
    directory === null ? null : { path: path.join(directory, ...parts), setBy: null };

  const xdg = below(absolute(env["XDG_CACHE_HOME"]), "inferlint");
  if (xdg) return xdg;
  const homeDirectory = absolute(home);
  switch (platform) {
    case "darwin":
      return below(homeDirectory, "Library", "Caches", "inferlint");
    case "win32":
      return (
        below(absolute(env["LOCALAPPDATA"]), "inferlint", "Cache") ??
        below(homeDirectory, "AppData", "Local", "inferlint", "Cache")
      );
    default:
      return below(homeDirectory, ".cache", "inferlint");
  }
}

/** Whether a directory is inside another, by its path or after resolving symbolic links. */
function isInside(directory: string, root: string, path: PlatformPath): boolean {
  const isBelow = (location: string, above: string): boolean => {
    const relative = path.relative(above, location);
    return relative !== ".." && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  };
  return isBelow(directory, root) || isBelow(resolved(directory, path), resolved(root, path));
}

/** A path with the links of its existing part resolved; the rest does not exist yet. */
function resolved(location: string, path: PlatformPath): string {
  for (let present = location; ; present = path.dirname(present)) {
    try {
      // The native one also normalizes upper and lower case on file systems that ignore case.
      return path.join(realpathSync.native(present), path.relative(present, location));
    } catch {
      if (path.dirname(present) === present) return location;
    }
  }
}
