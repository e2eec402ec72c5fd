import { errorCode } from "../fs/error-code.ts";

/** Why a path was not read. */
export interface Problem {
  readonly kind: "problem";
  readonly id:
    | "missing-path"
    | "unreadable-path"
    | "special-file"
    | "vanished-path"
    | "undecodable-name"
    | "ignored-gitignore";
  readonly path: string;
  /** One sentence, without the path. */
  readonly message: string;
  /** A file that must be checked was not: exit code 2. Otherwise only a notification. */
  readonly fatal: boolean;
}

/** The short text of a system error, without the absolute path at the end of its message, which no report may contain. */
export function systemErrorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /^[A-Z]\w*: [^,]*/.exec(message)?.[0] ?? errorCode(error) ?? "unknown error";
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

export function undecodableName(path: string, isDirectory: boolean): Problem {
  return {
    kind: "problem",
    id: "undecodable-name",
    path,
    message: `The name is not valid UTF-8; the ${isDirectory ? "directory was not searched" : "file was not read"}.`,
    fatal: false,
  };
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

export function missing(path: string, message: string): Problem {
  return { kind: "problem", id: "missing-path", path, message, fatal: true };
}
