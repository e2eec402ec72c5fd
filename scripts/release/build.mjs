// Makes the files of a release from the tracked files, in a folder that git ignores.
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packageFolders } from "../notices.mjs";
import { sectionOf } from "./changelog.mjs";
import { catalogueFile } from "./facts.mjs";
import { run } from "./process.mjs";
import { ReleaseError } from "./release-error.mjs";
import { copyTrackedFiles } from "./repository.mjs";
import { billOfMaterials } from "./sbom.mjs";
import { buildPythonPackage } from "./wheel.mjs";

/**
 * Writes the packages, the facts, the bill of materials, SHA256SUMS of these, and the text of the release.
 * @param {string} root
 * @param {string} output is emptied first
 * @param {{ inputs: readonly string[] }} bundled inputs: the paths that the bundler read, relative to the root
 * @returns {readonly string[]} the names of the files that SHA256SUMS lists
 */
export function buildRelease(root, output, { inputs }) {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const { date, body } = sectionOf(
    readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    manifest.version,
  );
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output);
  const copy = mkdtempSync(join(tmpdir(), "inferlint-release-"));
  try {
    copyTrackedFiles(root, copy);
    packNpm(copy, output);
    buildPythonPackage({ root, copy, output, epoch: Date.parse(date) / 1000 });
  } finally {
    rmSync(copy, { recursive: true });
  }
  const write = (name, text) => writeFileSync(join(output, name), text);
  write(`inferlint-facts-${manifest.version}.json`, catalogueFile(root));
  const folders = packageFolders(inputs);
  write(
    `inferlint-${manifest.version}.cdx.json`,
    billOfMaterials(root, { folders, manifest, date }),
  );
  const names = readdirSync(output).sort();
  write("SHA256SUMS", names.map((name) => `${sha256(join(output, name))}  ${name}\n`).join(""));
  write("notes.md", `${body}\n`);
  return names;
}

function packNpm(copy, output) {
  const options = ["--ignore-scripts", "--offline", "--silent", "--pack-destination", output];
  const npm = process.env["npm_execpath"];
  if (npm?.endsWith(".js")) run(process.execPath, [npm, "pack", ...options], { cwd: copy });
  else run("npm", ["pack", ...options], { cwd: copy });
}

const sha256 = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");

/**
 * Bundles, or compares dist/ with what would be bundled.
 * @param {string} root
 * @param {{ check: boolean }} options
 * @returns {{ inputs: readonly string[] }} what `buildRelease` needs
 * @throws ReleaseError if dist/ is not what the source gives
 */
export function bundle(root, { check }) {
  const directory = mkdtempSync(join(tmpdir(), "inferlint-release-"));
  const metafile = join(directory, "metafile.json");
  try {
    const options = ["scripts/bundle.mjs", "--metafile", metafile, ...(check ? ["--check"] : [])];
    run(process.execPath, options, { cwd: root });
    return { inputs: Object.keys(JSON.parse(readFileSync(metafile, "utf8")).inputs) };
  } catch (error) {
    if (error instanceof ReleaseError && /dist\/ is out of date/.test(error.message))
      throw new ReleaseError(
        "dist/ is not what the source gives: run npm run generate, and commit",
      );
    throw error;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
