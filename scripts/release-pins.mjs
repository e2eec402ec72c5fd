// `npm run release-pins [-- COMMIT]` pins this project in the examples of README.md and docs/ to its last release, or to COMMIT.
// It runs after a release was tagged, since no commit can name itself.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { withPin } from "./pins.mjs";

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** What git prints; null if it fails. */
function git(...args) {
  const { status, stdout } = spawnSync("git", args, { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

const releases = "v[0-9]*";
const [ref = git("describe", "--tags", "--abbrev=0", "--match", releases), ...others] =
  process.argv.slice(2);
if (others.length > 0) fail("usage: npm run release-pins [-- COMMIT]");
if (ref === null) fail("there is no release yet: name a commit");
const commit = git("rev-parse", "--verify", "--end-of-options", `${ref}^{commit}`);
if (commit === null) fail(`${ref} is not a commit of this repository`);
if (git("merge-base", "--is-ancestor", commit, "HEAD") === null)
  fail(`${ref} is not an ancestor of HEAD`);

const next = JSON.parse(readFileSync("package.json", "utf8")).version;
const [release] = git("tag", "--points-at", commit, "--list", "--sort=-v:refname", releases).split(
  "\n",
);
const version = release || `before v${next}`;
const documents = readdirSync("docs").filter((name) => name.endsWith(".md"));
for (const path of ["README.md", ...documents.map((name) => `docs/${name}`)]) {
  const text = readFileSync(path, "utf8");
  const pinned = withPin(text, { commit, version });
  if (pinned === text) continue;
  writeFileSync(path, pinned);
  console.log(`${path}: ${commit} (${version})`);
}
