// The facts of the versions of an environment: what all versions have stands once, what differs stands in rows of tags.
import { byNumbers, stated } from "../order.mjs";

/** Facts that may differ between versions. */
export const versionedFacts = ["os", "python", "cuda", "user", "framework", "parent"];

/** Microsoft's own images are named without their tag or digest, which change with every version. */
const parentOf = (parent) =>
  /^mcr\.microsoft\.com\//.test(parent ?? "")
    ? parent.replace(/(?::[^:/@]+)?(?:@.*)?$/, "")
    : parent;

const factsOf = (version) =>
  stated({ ...pick(version, versionedFacts), parent: parentOf(version.parent) });

const pick = (object, keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));

/**
 * @param versions of one environment, in any order
 * @param sourceOf `{ source, asOf }` of a version
 * @returns {{ facts, rows }} facts that all versions have; rows of those that differ, oldest first, none where nothing differs
 */
export function versionFacts(versions, sourceOf) {
  const ordered = [...versions].sort((a, b) => byNumbers(a.version, b.version));
  const all = ordered.map((version) => ({ version, facts: factsOf(version) }));
  const common = versionedFacts.filter((key) =>
    all.every(({ facts }) => facts[key] !== undefined && facts[key] === all[0].facts[key]),
  );
  const differing = versionedFacts.filter((key) => !common.includes(key));
  const rows = rowsOf(all, differing);
  return {
    facts: all.length === 0 ? {} : pick(all[0].facts, common),
    rows: rows.length < 2 ? [] : rows.map((row) => written(row, ordered, sourceOf)),
  };
}

/** One row for each combination of facts, in the order in which the combinations first appear. */
function rowsOf(all, differing) {
  const rows = new Map();
  for (const { version, facts } of all) {
    const own = stated(pick(facts, differing));
    const key = JSON.stringify(own);
    if (!rows.has(key)) rows.set(key, { facts: own, versions: [] });
    rows.get(key).versions.push(version);
  }
  return [...rows.values()];
}

function written({ facts, versions }, ordered, sourceOf) {
  const tags = rangesOf(versions, ordered);
  return { tags, ...facts, ...sourceOf(versions[0]) };
}

/** `1-3,10,13,15-19`: versions that follow each other among all known ones are a range. */
function rangesOf(versions, ordered) {
  const ranges = [];
  for (const version of versions) {
    const last = ranges.at(-1);
    const at = ordered.indexOf(version);
    if (last?.at === at - 1 && Number(version.version) === Number(last.to) + 1)
      Object.assign(last, { to: version.version, at });
    else ranges.push({ from: version.version, to: version.version, at });
  }
  return ranges.map(({ from, to }) => (from === to ? from : `${from}-${to}`)).join(",");
}

/** The newest known version, its day, and how many versions there are in the twelve months up to and including that day. */
export function newestOf(versions) {
  if (versions.length === 0) return null;
  const newest = versions.reduce((one, other) =>
    byNumbers(one.version, other.version) < 0 ? other : one,
  );
  const yearBefore = `${Number(newest.day.slice(0, 4)) - 1}${newest.day.slice(4)}`;
  const lastYear = versions.filter(({ day }) => day > yearBefore && day <= newest.day).length;
  return { version: Number(newest.version), day: newest.day, lastYear };
}
