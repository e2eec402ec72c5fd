// Writes a version wherever the project names its own.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withRelease } from "./changelog.mjs";
import { trackedFiles } from "./repository.mjs";
import { versionedFiles, withVersion } from "./versions.mjs";

/** The entries of the project itself in its manifest and its lock file, which are the first ones. */
const ownEntries = {
  "package.json": /^( {2}"version": ")[^"]*/m,
  "package-lock.json": /^((?: {2}| {6})"version": ")[^"]*/gm,
};

/**
 * Sets the version and the date of its section of CHANGELOG.md.
 * @param {string} root
 * @param {{ version: string, date: string, facts: string }} release as for `withRelease`
 * @returns the paths of the files that changed
 * @throws ReleaseError if CHANGELOG.md has nothing about the version; then nothing is written
 */
export function setVersion(root, release) {
  const changes = new Map();
  const change = (path, edit) => {
    const text = readFileSync(join(root, path), "utf8");
    const edited = edit(text);
    if (edited !== text) changes.set(path, edited);
  };
  change("CHANGELOG.md", (text) => withRelease(text, release));
  change("package.json", (text) => withOwnVersion("package.json", text, release.version, 1));
  change("package-lock.json", (text) =>
    withOwnVersion("package-lock.json", text, release.version, 2),
  );
  for (const path of versionedFiles(trackedFiles(root)))
    change(path, (text) => withVersion(text, release.version));
  for (const [path, text] of changes) writeFileSync(join(root, path), text);
  return [...changes.keys()];
}

function withOwnVersion(path, text, version, count) {
  let left = count;
  return text.replace(ownEntries[path], (all, before) => (left-- > 0 ? before + version : all));
}
