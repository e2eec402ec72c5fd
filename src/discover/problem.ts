import type { FileKind } from "../domain/build/file-kind.ts";
import { errorCode } from "../fs/error-code.ts";
import { counted, joinFirst } from "../text/list.ts";

/** Why a path was not read. */
export interface Problem {
  readonly kind: "problem";
  readonly id:
    | "missing-path"
    | "missing-file"
    | "unreadable-path"
    | "special-file"
    | "vanished-path"
    | "undecodable-name"
    | "unfollowed-link"
    | "unread-git-index"
    | "left-out"
    | "unknown-kind"
    | "unread-file"
    | "ignored-gitignore";
  /** Null where it is about more than one. */
  readonly path: string | null;
  /** One sentence, without the path. */
  readonly message: string;
  /** A file that must be checked was not: exit code 2. Otherwise only a notification. */
  readonly fatal: boolean;
  /** Nothing is wrong. */
  readonly isNote?: true;
}

/** The short text of a system error, without the absolute path at the end of its message, which no report may contain. */
export function systemErrorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]\w*: [^,]*/.exec(message)?.[0] ?? errorCode(error) ?? "unknown error";
}

/** The clause of an error of `src/git/`, or what an error of the system says without its path. */
export function clauseOf(error: unknown): string {
  return error instanceof Error && errorCode(error) === null
    ? error.message
    : systemErrorText(error);
}

export function unreadable(path: string, error: unknown): Problem {
  return {
    kind: "problem",
    id: "unreadable-path",
    path,
    message: `Cannot be read (${systemErrorText(error)}).`,
    fatal: true,
  };
}

export function vanished(path: string): Problem {
  return {
    kind: "problem",
    id: "vanished-path",
    path,
    message: "Disappeared after its directory was listed.",
    fatal: false,
  };
}

/** Devices, FIFOs and sockets are not read: reading them can block, never end, or have side effects. */
export function specialFile(path: string, fatal: boolean): Problem {
  return {
    kind: "problem",
    id: "special-file",
    path,
    message: "Not a regular file; it was not read.",
    fatal,
  };
}

/** A file that cannot be named in a report, nor passed to other programs. */
export function undecodableName(path: string, kind: FileKind): Problem {
  const what = kind === "dockerfile" ? "Dockerfile" : "file";
  return {
    kind: "problem",
    id: "undecodable-name",
    path,
    message: `The name is not valid UTF-8; the ${what} was not read. Rename it.`,
    fatal: true,
  };
}

/** A folder with settings that cannot be read by its name, so that it is not known which of its files count. */
export function undecodableFolder(path: string): Problem {
  return {
    kind: "problem",
    id: "undecodable-name",
    path,
    message:
      "The name is not valid UTF-8; the configuration or baseline of this folder was not read. Rename it.",
    fatal: true,
  };
}

/** @param why a clause */
export function unfollowedLink(path: string, why: string): Problem {
  return {
    kind: "problem",
    id: "unfollowed-link",
    path,
    message: `The symbolic link was not followed: ${why}.`,
    fatal: false,
  };
}

/** @param paths of symbolic links, at least one */
export function folderLinks(paths: readonly string[]): Problem {
  const what = counted(paths.length, "symbolic link to a folder", "symbolic links to folders");
  return {
    kind: "problem",
    id: "unfollowed-link",
    path: null,
    message: `${what} ${paths.length === 1 ? "was" : "were"} not followed: ${joinFirst(paths)}.`,
    fatal: false,
  };
}

/** @param path of the repository @param why a clause */
export function unreadIndex(path: string, why: string): Problem {
  return {
    kind: "problem",
    id: "unread-git-index",
    path,
    message: `Git's index was not read completely: ${why}. Files that git tracks can be missing where .gitignore or node_modules leaves them out.`,
    fatal: false,
  };
}

/** @param what the folders and files have in common, such as "named node_modules" */
export function leftOut(path: string | null, entries: string, what: string): Problem {
  const message = `Left out: ${entries} ${what}.`;
  return { kind: "problem", id: "left-out", path, message, fatal: false, isNote: true };
}

/** @param path a `.gitignore`, or a directory in which the ones above it no longer apply @param why a clause */
export function ignoredGitignore(path: string, why: string): Problem {
  return {
    kind: "problem",
    id: "ignored-gitignore",
    path,
    message: `.gitignore was not applied: ${why}.`,
    fatal: false,
  };
}

/** A file that the user passed and whose name and text tell of no kind. */
export function unknownKind(path: string): Problem {
  const message = "Not a kind that inferlint reads; nothing in it was checked.";
  return { kind: "problem", id: "unknown-kind", path, message, fatal: true };
}

/** A file of another kind than Dockerfiles, for which a rule would say it. @param why a clause */
export function unreadFile(path: string, why: string, named: boolean): Problem {
  return {
    ...{ kind: "problem", id: "unread-file", path },
    ...{ message: `Not checked: ${why}.`, fatal: named },
  };
}

/** A file that the user passed, of a kind that the command line leaves out. */
export function kindLeftOut(path: string, kind: FileKind): Problem {
  const message = `Not read: its kind is ${kind}, which --kind leaves out.`;
  return { kind: "problem", id: "left-out", path, message, fatal: false };
}

export function missing(path: string, message: string): Problem {
  return { kind: "problem", id: "missing-path", path, message, fatal: true };
}
