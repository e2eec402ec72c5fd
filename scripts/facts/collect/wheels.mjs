// Which versions of Python the wheels of a package are for, from the files that an index lists.
import { byNumbers } from "../order.mjs";

const preRelease = /\d(?:a|b|c|rc|alpha|beta|pre|\.?dev)\d*/i;
/** Images are Linux on x86_64 with glibc. */
const platform = /^(?:any|linux_x86_64|manylinux\w*_x86_64)$/;

/**
 * `{ line, oldest, newest }` of a wheel: its release line X.Y, and the minor versions of Python 3 it is for, `newest` null where it
 * is for all later ones. Null where it is no wheel for such an image, yanked, or a pre-release.
 * @param file an entry of the JSON form of the simple index (https://packaging.python.org/specifications/simple-repository-api)
 */
export function wheelIn({ filename, yanked = false, "requires-python": requires }) {
  // https://packaging.python.org/specifications/binary-distribution-format
  const parts = /^[^-]+-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/.exec(filename);
  if (!parts || yanked !== false) return null;
  const [, version, python, abi, platforms] = parts;
  if (preRelease.test(version) || !platforms.split(".").some((each) => platform.test(each)))
    return null;
  const [, major, minor = "0"] = /^(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  const range = major && rangeOf(python.split("."), abi);
  return range ? { line: `${major}.${minor}`, ...within(range, requires ?? "") } : null;
}

function rangeOf(pythons, abi) {
  for (const python of pythons) {
    const [, kind, digits = ""] = /^(cp|py)3(\d*)$/.exec(python) ?? [];
    if (!kind) continue;
    const oldest = Number(digits);
    const isOpen = kind === "py" || abi === "abi3" || abi === "none";
    return { oldest, newest: isOpen ? null : oldest };
  }
  return null;
}

/** The part of a range that `Requires-Python` allows; only its bounds count. */
function within({ oldest, newest }, requires) {
  let [from, to] = [oldest, newest ?? Number.POSITIVE_INFINITY];
  for (const [, operator, minor, patch] of requires.matchAll(/([<>]=?)\s*3\.(\d+)(?:\.(\d+))?/g)) {
    const number = Number(minor);
    if (operator.startsWith(">")) from = Math.max(from, number);
    else if (operator === "<" && !Number(patch)) to = Math.min(to, number - 1);
    else to = Math.min(to, number);
  }
  return { oldest: from, newest: to === Number.POSITIVE_INFINITY ? null : to };
}

/**
 * By package and release line, the oldest and the newest Python with a wheel. A wheel for all later versions counts up to the newest
 * Python for which any of the packages has one of its own.
 * @param wheels `{ package: [wheelIn(…)] }`
 */
export function wheelTable(wheels) {
  const all = Object.values(wheels).flat();
  const newest = Math.max(0, ...all.map((wheel) => wheel.newest ?? wheel.oldest));
  return Object.fromEntries(
    Object.entries(wheels).map(([name, own]) => [name, linesOf(own, newest)]),
  );
}

function linesOf(wheels, newestKnown) {
  const lines = new Map();
  for (const { line, oldest, newest } of wheels) {
    const last = newest ?? newestKnown;
    if (last < oldest) continue;
    const known = lines.get(line) ?? { oldest, newest: last };
    lines.set(line, {
      oldest: Math.min(oldest, known.oldest),
      newest: Math.max(last, known.newest),
    });
  }
  return Object.fromEntries(
    [...lines]
      .sort(([a], [b]) => byNumbers(a, b))
      .map(([line, { oldest, newest }]) => [
        line,
        { oldestPython: `3.${oldest}`, newestPython: `3.${newest}` },
      ]),
  );
}
