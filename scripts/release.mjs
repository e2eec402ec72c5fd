// `npm run release -- X.Y.Z`: sets the version everywhere, and makes the files of the release. See docs/releasing.md.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { buildRelease, bundle } from "./release/build.mjs";
import { sectionOf } from "./release/changelog.mjs";
import { ReleaseError } from "./release/release-error.mjs";
import { releasedVersions, requireCleanTree, requireUnreleased } from "./release/repository.mjs";
import { setVersion } from "./release/set-version.mjs";
import { compareVersions } from "./release/versions.mjs";

const usage = `usage: npm run release -- X.Y.Z [--date YYYY-MM-DD] [--facts-notes FILE]

Sets the version in package.json, in documents and in examples, dates its section of CHANGELOG.md, and makes the files of the
release in release/. The tree must be clean. For the version that the tree has already, nothing but release/ changes.

--date         the day of the release (default: today, UTC); a section that has a date keeps it
--facts-notes  what a refresh of the facts changes, as npm run facts -- build --write-difference FILE wrote it; default: the
               difference to the last release

Exit code 0: done. 1: nothing was released. 2: the call cannot be understood.`;

/** A call that cannot be understood. */
class UsageError extends Error {}

const root = fileURLToPath(new URL("..", import.meta.url));

async function main(args) {
  const { version, date, factsNotes } = readCall(args);
  requireCleanTree(root);
  requireNewer(version);
  const facts = await factsFor(version, factsNotes);
  const changed = setVersion(root, { version, date, facts });
  const bundled = bundle(root, { check: changed.length === 0 });
  for (const path of changed) console.log(`${path}: written`);
  const names = buildRelease(root, join(root, "release"), bundled);
  for (const name of [...names, "SHA256SUMS", "notes.md"]) console.log(`release/${name}`);
  if (changed.length > 0)
    console.log(`Look at the changes, commit them, and tag the commit v${version}.`);
}

function readCall(args) {
  const options = {
    help: { type: "boolean" },
    date: { type: "string", default: new Date().toISOString().slice(0, 10) },
    "facts-notes": { type: "string" },
  };
  const { values, positionals } = parse({ args, options, allowPositionals: true });
  const { date, "facts-notes": factsNotes } = values;
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const [version, ...others] = positionals;
  if (version === undefined || others.length > 0) throw new UsageError("name one version");
  if (!/^(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*)){2}$/.test(version))
    throw new UsageError(`${version} is not a version: write X.Y.Z, as in 0.1.1`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || !isDay(date))
    throw new UsageError(`--date ${date} is not a day: write YYYY-MM-DD`);
  return { version, date, factsNotes };
}

function parse(call) {
  try {
    return parseArgs(call);
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/** Whether a month has that day: Date counts on from the 31st of February. */
function isDay(date) {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}

function requireNewer(version) {
  const { version: current } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (compareVersions(version, current) < 0)
    throw new ReleaseError(
      `${version} is older than ${current} in package.json: choose a greater version`,
    );
  requireUnreleased(root, version);
}

/** What a refresh of the facts changes; empty where the section is dated or nothing has changed. */
async function factsFor(version, file) {
  if (file !== undefined) {
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      throw new ReleaseError(`--facts-notes ${file} cannot be read: ${error.message}`);
    }
  }
  const text = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const last = releasedVersions(root).findLast((one) => compareVersions(one, version) < 0);
  if (last === undefined || sectionOf(text, version)?.date) return "";
  const { factsSince } = await import("./release/facts.mjs");
  return await factsSince(root, `v${last}`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  if (!isUsage && !(error instanceof ReleaseError)) throw error;
  console.error(isUsage ? `${error.message}\n\n${usage}` : error.message);
  process.exitCode = isUsage ? 2 : 1;
}
