// Where files name a version of this project: documents, examples for CI, templates and recipes.

const number = String.raw`\d+\.\d+\.\d+`;

/** What stands before the number. `rev:` and `ref:` count only below a line that names this project. */
const places = [
  // The Action, and a workflow that others call.
  String.raw`\buses: +["']?inferlint\/inferlint(?:\/[\w./-]+)?@v`,
  String.raw`\brepo: +https:\/\/github\.com\/inferlint\/inferlint(?:\.git)?\s+rev: +["']?v`,
  String.raw`\b(?:repository|name): +inferlint\/inferlint(?:\s+\w+: +[\w-]+){0,3}\s+ref: +(?:refs\/tags\/)?v`,
  String.raw`\bgit\b[^\n]* (?:fetch|clone) [^\n]*(?:--branch |\/inferlint\.git )v`,
  String.raw`github(?:usercontent)?\.com\/inferlint\/inferlint\/(?:releases\/(?:download|tag)\/|blob\/|tree\/|raw\/)?v`,
  // pip, npm, images, release assets, and what --version prints.
  String.raw`\binferlint(?:-facts)?["']?(?:==|@|-|: *| v?)["']?`,
  // Variables and parameters of templates, and what reports say.
  String.raw`\binferlint[-_]?version["']?\s*(?:[:=]|:=)\s*["']?v?`,
  String.raw`"name": ?"inferlint",\s*"version": ?"`,
  String.raw`<property name="version" value="`,
  String.raw`\bimage\.version="`,
  String.raw`\{%-? set version = "`,
  String.raw`^context:\n(?: +.*\n)*? +version: "`,
  String.raw`\bname: version\n(?: +(?!- ).*\n)*? +default: ["']?`,
  String.raw`^ +version:\n(?: +.*\n)*? +default: ["']?`,
  // A preset of Renovate, and a sentence.
  String.raw`\binferlint\/inferlint\/\/[\w./-]+#v`,
  String.raw`^Version `,
];

const pattern = new RegExp(`(${places.join("|")})(${number})(?![\\w.]*\\d)`, "gim");

/**
 * The versions that a text names, with the number of the line of each.
 * @param {string} text
 */
export function versionsIn(text) {
  return [...text.matchAll(pattern)].map(({ 0: all, 2: version, index }) => ({
    version,
    line: text.slice(0, index + all.length).split("\n").length,
  }));
}

/**
 * The text with another version in all these places.
 * @param {string} text
 * @param {string} version
 */
export function withVersion(text, version) {
  return text.replace(pattern, (_, before) => before + version);
}

/** Files of which no place is a version of this project: their dependencies have versions of their own. */
const others = /(?:^|\/)(?:package-lock\.json|requirements[^/]*\.txt|CHANGELOG\.md)$/;
const versioned =
  /^(?:[^/]+\.md|action\.ya?ml|\.pre-commit-hooks\.yaml|(?:docs|ci|packaging|\.github)\/.*)$/;

/**
 * Those of some paths whose versions a release sets. The pages of rules are not among them: they name the version that had a
 * rule first.
 * @param {readonly string[]} paths relative to the root, with `/`
 */
export function versionedFiles(paths) {
  return paths.filter((path) => versioned.test(path) && !others.test(path));
}

/**
 * Compares two versions by their numbers.
 * @returns {number} negative if `a` is older
 */
export function compareVersions(a, b) {
  const [numbers, others] = [a, b].map((version) => version.split(".").map(Number));
  return numbers.map((one, i) => one - others[i]).find((difference) => difference !== 0) ?? 0;
}
