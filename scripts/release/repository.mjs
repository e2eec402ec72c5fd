// What git knows: the files, the tags, and whether everything is committed.
import { cpSync, chmodSync, existsSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "./process.mjs";
import { ReleaseError } from "./release-error.mjs";
import { compareVersions } from "./versions.mjs";

const git = (root, ...args) => run("git", args, { cwd: root });

/** The paths of all files that git tracks, relative to the root, with `/`. */
export function trackedFiles(root) {
  return git(root, "ls-files", "-z").split("\0").filter(Boolean);
}

/** @throws ReleaseError that names what is not committed */
export function requireCleanTree(root) {
  const changes = git(root, "status", "--porcelain").split("\n").filter(Boolean);
  if (changes.length === 0) return;
  const shown = changes.slice(0, 10).map((line) => `  ${line}`);
  const more = changes.length > shown.length ? [`  and ${changes.length - shown.length} more`] : [];
  throw new ReleaseError(
    ["the tree is not clean: commit or remove these first", ...shown, ...more].join("\n"),
  );
}

/** The released versions that HEAD contains and has been made from, oldest first. */
export function releasedVersions(root) {
  return git(root, "tag", "--list", "v*", "--merged", "HEAD")
    .split("\n")
    .flatMap((tag) => /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1] ?? [])
    .sort(compareVersions);
}

/** @throws ReleaseError if another commit than HEAD has the tag of the version */
export function requireUnreleased(root, version) {
  const [tagged] = git(
    root,
    "for-each-ref",
    "--format=%(objectname) %(*objectname)",
    `refs/tags/v${version}`,
  )
    .trim()
    .split(" ")
    .reverse();
  if (!tagged || tagged === git(root, "rev-parse", "HEAD").trim()) return;
  throw new ReleaseError(
    `${version} is released already: the tag v${version} is ${tagged.slice(0, 12)}; choose a greater version`,
  );
}

/** The text of a file of a commit or tag; null if it has none of that name. */
export function fileOf(root, ref, path) {
  return git(root, "ls-tree", "--name-only", ref, "--", path).trim() === ""
    ? null
    : git(root, "show", `${ref}:${path}`);
}

/**
 * Copies the tracked files as they stand to another directory, with the modes that git records, so that neither ignored files
 * nor the settings of this machine can get into what is published.
 */
export function copyTrackedFiles(root, directory) {
  for (const line of git(root, "ls-files", "-z", "--stage").split("\0").filter(Boolean)) {
    const [, mode, path] = /^(\d+) [^\t]*\t(.*)$/s.exec(line) ?? [];
    if (path === undefined || !existsSync(join(root, path))) continue;
    const target = join(directory, path);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(join(root, path), target, { verbatimSymlinks: true });
    if (mode !== "120000") chmodSync(target, mode === "100755" ? 0o755 : 0o644);
  }
}
