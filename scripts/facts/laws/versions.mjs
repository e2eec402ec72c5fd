import { registry } from "../build/registry.mjs";
import { versionedFacts } from "../build/versions.mjs";
import { rangesOf } from "../ranges.mjs";
import { grammar, isDatedSource, isDay } from "./grammar.mjs";

/** The problems of an image's rows of versions, and of its newest version. @param origins its entry in tags.json */
export function* versionProblems({ versions = [], newest, ...image }, origins = {}) {
  if (newest) yield* newestProblems(newest);
  if (versions.length === 1) yield "one row of versions: its facts are those of the image";
  if (versions.length > 0 && !newest) yield "rows of versions, but no newest version";
  for (const row of versions) yield* rowProblems(row, image);
  if (versions.some(({ tags }) => !grammar.ranges.test(tags))) return;
  yield* rangeProblems(versions, newest, integersIn(origins));
}

function* newestProblems({ version, day, lastYear, published }) {
  if (!(Number.isInteger(version) && version > 0)) yield `newest version ${version}`;
  if (!isDay(day)) yield `newest version: ${day} is not a day`;
  if (!(lastYear >= 1 && lastYear <= version)) yield `${lastYear} versions in the last year`;
  if (published && !(published.version > version && isDay(published.day)))
    yield `published version ${published.version} of ${published.day}`;
}

function* rowProblems({ tags, ...row }, image) {
  if (!grammar.ranges.test(tags)) yield `versions ${tags}: no ranges of integers`;
  if (!isDatedSource(row)) yield `versions ${tags}: no source or no day`;
  for (const key of versionedFacts) {
    if (row[key] !== undefined && !grammar[key].test(row[key]))
      yield `versions ${tags}: ${key} ${row[key]}`;
    if (row[key] !== undefined && image[key] !== undefined)
      yield `versions ${tags}: ${key} is stated for all versions, too`;
  }
}

function* rangeProblems(versions, newest, integers) {
  const held = new Set();
  for (const { tags } of versions) {
    let last = 0;
    for (const [from, to] of rangesOf(tags)) {
      if (!(last < from && from <= to)) yield `versions ${tags}: not in order`;
      last = to;
      for (let version = from; version <= Math.min(to, from + 10_000); version++) {
        if (held.has(version)) yield `version ${version} is in two rows`;
        held.add(version);
      }
    }
  }
  if (versions.length === 0) return;
  if (!held.has(newest?.version)) yield `version ${newest?.version} is in no row`;
  for (const version of integers) if (!held.has(version)) yield `version ${version} is in no row`;
}

/** Integer tags with a day: those that a commit published. What is only in the registry no document describes. */
const integersIn = (origins) =>
  Object.entries(origins)
    .filter(([origin]) => origin !== registry)
    .flatMap(([, text]) => text.split(" "))
    .map((entry) => /^(\d{1,6})=/.exec(entry)?.[1])
    .filter(Boolean)
    .map(Number);
