import { cleanPath, pathBelow } from "../text/clean-path.ts";
import { isUnknown } from "../shell/unresolved.ts";
import type { FoundBuild, Value } from "./source-reading.ts";

/** Where a build is described. All paths are absolute, with `/`. */
export interface DescribedIn {
  /** The folder of the file that describes it. */
  readonly folder: string;
  /** The root of the repository, which is not left. */
  readonly root: string;
  /** Whether a path is a file; false for one that leads out of the repository through links. */
  readonly isFile: (path: string) => boolean;
}

/** The Dockerfile that a build names, or why it is not followed. */
export type DescribedDockerfile =
  | {
      readonly kind: "file";
      /** Absolute, with `/`. */
      readonly path: string;
      /** The folder that `COPY` is relative to, absolute; null where it is not known or not in the repository. */
      readonly context: string | null;
    }
  | {
      readonly kind: "not-followed";
      readonly reason: NotFollowed;
      /** What decides that, as written; of a missing file the path from the root where it was looked for first. */
      readonly written: string;
    };

/** `remote`: a URL, or another build. `input`: it comes on standard input, or another program writes all of it. */
export type NotFollowed = "remote" | "input" | "unknown" | "outside" | "missing";

type Located = Pick<FoundBuild, "context" | "dockerfile" | "from" | "folder">;

/** What BuildKit builds where no Dockerfile is named. */
const defaultName = "Dockerfile";

/**
 * Finds the Dockerfile of a build as the program that builds it does: `docker build -f` has it relative to the working
 * directory, compose, bake and Azure ML relative to the context. A working directory that is not known is the folder of the
 * describing file or one above it, the first in which the Dockerfile is.
 */
export function describedDockerfile(build: Located, where: DescribedIn): DescribedDockerfile {
  const { context, dockerfile, from } = build;
  // Relative to the working directory, it is the same file whatever the context is, if that is here at all.
  const isOwn = dockerfile !== null && from === "folder";
  const obstacle = (dockerfile && obstacleOf(dockerfile)) ?? contextObstacle(context, isOwn);
  if (obstacle) return obstacle;
  const folders = foldersOf(build.folder, where);
  const contextText = context && !isUnknown(context.text) ? context.text : null;
  let missing: string | null = null;
  for (const folder of folders) {
    const contextPath = contextText === null ? null : below(contextText, folder, where.root);
    const base = isOwn ? folder : contextPath;
    const path = base === null ? null : below(dockerfile?.text ?? defaultName, base, where.root);
    if (path === null) continue;
    const found = namesOf(path).find((name) => where.isFile(name));
    if (found !== undefined) return { kind: "file", path: found, context: contextPath };
    missing ??= pathBelow(path, where.root)?.slice(1) ?? path;
  }
  if (missing !== null) return { kind: "not-followed", reason: "missing", written: missing };
  const written = dockerfile?.text ?? contextText ?? "";
  return { kind: "not-followed", reason: "outside", written };
}

type NotFound = Extract<DescribedDockerfile, { readonly kind: "not-followed" }>;

/** URLs, Git's short forms, and results of other builds in the place of a folder. */
const remote =
  /^(?:[a-z][a-z\d+.-]*:\/\/|[\w-]+@[\w.-]+:|github\.com\/|(?:target|service|docker-image|oci-layout|azureml):)/i;

/** `{{ image.context.path }}`: the file is a template, and what it becomes stands elsewhere. */
const wholeTemplate = /^\{\{[^{}]*\}\}$/;

function obstacleOf({ text, unknown }: Value): NotFound | null {
  if (text === "-" || wholeTemplate.test(text))
    return { kind: "not-followed", reason: "input", written: text };
  if (remote.test(text)) return { kind: "not-followed", reason: "remote", written: text };
  // A template of another program, such as Jinja's, is no path.
  if (isUnknown(text) || text.includes("{{"))
    return { kind: "not-followed", reason: "unknown", written: unknown.join(" ") || text };
  return null;
}

function contextObstacle(context: Value | null, isOwn: boolean): NotFound | null {
  // With a context that is not a folder here, the Dockerfile is in the context, too.
  if (!context) return { kind: "not-followed", reason: "remote", written: "" };
  const obstacle = obstacleOf(context);
  return isOwn && obstacle?.reason === "unknown" ? null : obstacle;
}

function foldersOf(kind: FoundBuild["folder"], { folder, root }: DescribedIn): readonly string[] {
  const steps = pathBelow(folder, root)?.split("/").slice(1);
  if (!steps) return [];
  const all = Array.from({ length: steps.length + 1 }, (_, count) =>
    [root === "/" ? "" : root, ...steps.slice(0, steps.length - count)].join("/"),
  );
  return (kind === "any" ? all : all.slice(0, 1)).map((path) => path || "/");
}

/** A path in a folder; null for one that is not below the root, also where it only leaves the root and comes back. */
function below(path: string, folder: string, root: string): string | null {
  if (path.startsWith("/")) return isBelow(cleanPath(path), root) ? cleanPath(path) : null;
  // A home directory, or a drive.
  if (/^~(?:\/|$)|^[A-Za-z]:[\\/]/.test(path)) return null;
  const segments = (pathBelow(folder, root) ?? "").split("/").filter(Boolean);
  for (const segment of path.split("/")) {
    if (segment === "..") {
      if (segments.pop() === undefined) return null;
    } else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return [root === "/" ? "" : root, ...segments].join("/") || "/";
}

function isBelow(path: string, root: string): boolean {
  return pathBelow(path, root) !== null;
}

/** BuildKit takes `dockerfile` where there is no `Dockerfile`. */
function namesOf(path: string): readonly string[] {
  return path.endsWith(`/${defaultName}`)
    ? [path, `${path.slice(0, -defaultName.length)}dockerfile`]
    : [path];
}
