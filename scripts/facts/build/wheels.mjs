// From which release line on a package has a wheel for a version of Python.
import { byNumbers, sorted } from "../order.mjs";

const minorOf = (python) => Number(python.split(".")[1]);

/** By package and Python, the oldest release line from which on every line has a wheel for Linux; absent where the newest has none. */
export function wheelsOf({ source, wheels }) {
  const packages = Object.entries(wheels).map(([name, lines]) => [name, byPython(lines)]);
  const { name = "PyPI", asOf } = source;
  return { source: { name, asOf }, wheels: sorted(Object.fromEntries(packages)) };
}

function byPython(lines) {
  const newestFirst = Object.entries(lines).sort(([a], [b]) => byNumbers(b, a));
  const pythons = newestFirst.map(([, { newestPython }]) => newestPython).filter(Boolean);
  const newest = Math.max(0, ...pythons.map(minorOf));
  const entries = Array.from({ length: newest + 1 }, (_, minor) => minor)
    .map((minor) => [`3.${minor}`, oldestOf(newestFirst, minor)])
    .filter(([, line]) => line !== null);
  return Object.fromEntries(entries);
}

function oldestOf(newestFirst, minor) {
  const without = newestFirst.findIndex(
    ([, { oldestPython, newestPython }]) =>
      !newestPython || minor < minorOf(oldestPython) || minor > minorOf(newestPython),
  );
  const last = without === -1 ? newestFirst.at(-1) : newestFirst[without - 1];
  return last?.[0] ?? null;
}
