// `npm run test:quick [-- REF]` runs the tests that import what changed since REF (by default: the last commit), and those that
// check the whole source. Slow tests are left out unless they were changed themselves: `npm test` runs everything.
import { spawnSync } from "node:child_process";
import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** Tests of the source as a whole. */
const always = ["architecture", "words", "generated", "contributing", "ruleset"].map(
  (name) => `test/${name}.test.ts`,
);

/** Tests that take several seconds: many runs, large inputs, or other programs. */
const slow = [
  /properties\.test\.ts$/,
  /^test\/(?:bounds|cli|editors|fresh-clone|new-rule|new-user|policy|readme|relevance)\.test\.ts$/,
  /^test\/(?:action|ci|cli|library|online|other-tools|packaging|platforms|pre-commit|pypi|release|spark|supply-chain)\//,
  /^test\/pipeline\/merge\//,
  /^test\/report\/html-browser\.test\.ts$/,
  /^test\/config\/load-config\.test\.ts$/,
  /^test\/registry\/(?:credential-helper|facts-file|faults|file-store|http)\.test\.ts$/,
];

const root = fileURLToPath(new URL("..", import.meta.url));

function run(program, args) {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: root,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status === 0) return stdout;
  console.error(`${stdout}${stderr}`);
  process.exit(2);
}

const vitest = "node_modules/vitest/vitest.mjs";
const [ref = "HEAD"] = process.argv.slice(2);
const list = run(process.execPath, [vitest, "list", "--filesOnly", "--json", `--changed=${ref}`]);
const related = JSON.parse(list).map(({ file }) => relative(root, file).replaceAll(sep, "/"));
const changed = run("git", ["diff", "--name-only", "-z", "--relative", ref, "--"]).split("\0");
const isLeftOut = (path) => !changed.includes(path) && slow.some((pattern) => pattern.test(path));
const leftOut = related.filter(isLeftOut);
if (leftOut.length > 0) console.log(`Slow tests left out:\n  ${leftOut.join("\n  ")}`);

const chosen = new Set([...always, ...related.filter((path) => !isLeftOut(path))]);
// Tests that share their modules start sooner; none of these changes what another one sees.
const { status } = spawnSync(process.execPath, [vitest, "run", "--no-isolate", ...chosen], {
  cwd: root,
  stdio: "inherit",
});
process.exitCode = status ?? 2;
