import { errorCode } from "../fs/error-code.ts";

export { errorCode };

/** Why a path could not be read, or was left alone. */
export interface Problem {
  readonly kind: "problem";
  readonly id:
    | "missing-path"
    | "unreadable-path"
    | "special-file"
    | "vanished-path"
    | "undecodable-name"
    | "unheeded-gitignore";
  readonly path: string;
  /** One sentence, without the path. */
  readonly message: string;
  /** Something that had to be judged was not: exit 2. Otherwise a notification. */
  readonly fatal: boolean;
}

/** The short text of a system error. Its own message ends in an absolute path, which no report may show. */
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
    message: "Was there when the directory was listed, and is gone.",
    fatal: false,
  };
}

/** Devices, FIFOs and sockets may never begin or never end, and reading them can have effects. */
export function specialFile(path: string, fatal: boolean): Problem {
  return {
    kind: "problem",
    id: "special-file",
    path,
    message: "Is not a regular file, so it was not read.",
    fatal,
  };
}

export function undecodableName(path: string, isDirectory: boolean): Problem {
  return {
    kind: "problem",
    id: "undecodable-name",
    path,
    message: `Its name is not valid UTF-8, so it was not ${isDirectory ? "entered" : "read"}.`,
    fatal: false,
  };
}

/** `path` is a `.gitignore`, or a directory in which those above it count no longer. */
export function ignoredGitignore(path: string, why: string): Problem {
  return {
    kind: "problem",
    id: "unheeded-gitignore",
    path,
    message: `.gitignore has no effect: ${why}.`,
    fatal: false,
  };
}

export function missing(path: string, message: string): Problem {
  return { kind: "problem", id: "missing-path", path, message, fatal: true };
}
