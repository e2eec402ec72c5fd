// From which release line on a package has a wheel for a version of Python.
import { byNumbers, sorted } from "../order.mjs";

const minorOf = (python) => Number(python.split(".")[1]);

/** By package and Python, the oldest release line from which on every line has a wheel for Linux; absent where none has one. */
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

/**
 * Newer lines drop old versions of Python: the run of lines with a wheel counts that ends with the last one before that. A version
 * of Python that the newest line does not have yet has none.
 */
function oldestOf(newestFirst, minor) {
  const isDropped = ([, { oldestPython }]) =>
    Boolean(oldestPython) && minor < minorOf(oldestPython);
  const has = ([, { oldestPython, newestPython }]) =>
    Boolean(newestPython) && minorOf(oldestPython) <= minor && minor <= minorOf(newestPython);
  const start = newestFirst.findIndex((line) => !isDropped(line));
  const lines = start === -1 ? [] : newestFirst.slice(start);
  const end = lines.findIndex((line) => !has(line));
  return (end === -1 ? lines : lines.slice(0, end)).at(-1)?.[0] ?? null;
}
