import { realpathSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import { errorCode } from "../fs/error-code.ts";
import type { FsPath } from "./fs-path.ts";
import { fsPath, lossy } from "./fs-path.ts";
import { systemErrorText } from "./problem.ts";
import type { FindRepositoryRoot } from "./repository-root.ts";

/** What a symbolic link leads to, with all links on the way followed. */
export type LinkEnd =
  /** A regular file in the repository of the link. */
  | { readonly kind: "file"; readonly target: FsPath }
  | { readonly kind: "folder" }
  /** Why the link is not followed: a clause. */
  | { readonly kind: "other"; readonly why: string };

/** Follows a link. @param topOf the directory that counts as the repository where there is none */
export function linkEnd(
  link: FsPath,
  findRoot: FindRepositoryRoot,
  topOf: (link: string) => string,
): LinkEnd {
  try {
    const stat = statSync(link);
    if (stat.isDirectory()) return { kind: "folder" };
    if (!stat.isFile()) return other("it leads to a device, FIFO or socket");
    const repository = findRoot(dirname(lossy(link)));
    const root = repository ?? topOf(lossy(link));
    const end = fsPath(realpathSync.native(link, "buffer").toString("latin1"));
    const inside = relative(realpathSync.native(root), lossy(end));
    const names = inside.split(sep);
    if (isAbsolute(inside) || names[0] === "..") {
      const where = repository === null ? "searched directory" : "repository";
      return other(`it leads out of the ${where}`);
    }
    if (names.includes(".git")) return other("it leads into .git");
    // By the name of the root that the user knows, which can be a link itself.
    const target = join(root, inside);
    if (findRoot(dirname(target)) !== repository) return other("it leads into another repository");
    return { kind: "file", target: typeof end === "string" ? target : end };
  } catch (error) {
    const code = errorCode(error) ?? "";
    return other(reasons[code] ?? `its target cannot be read (${systemErrorText(error)})`);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "its target does not exist",
  ENOTDIR: "its target does not exist",
  ELOOP: "it leads to itself",
};

function other(why: string): LinkEnd {
  return { kind: "other", why };
}
