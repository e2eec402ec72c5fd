// `--check`: the committed data is what the committed inputs give.
const lineOf = (text, part) => text.slice(0, Math.max(0, text.indexOf(part))).split("\n").length;

/**
 * @param committed the text of the file
 * @param rendered what the inputs give
 * @returns a sentence for each entry that differs, with its line
 */
export function differencesIn(path, committed, rendered) {
  if (committed === rendered) return [];
  const [is, should] = [committed, rendered].map(readJson);
  if (is === null) return [`${path}: no JSON; npm run facts -- build writes it`];
  const problems = Object.keys({ ...is, ...should }).flatMap((key) =>
    entryProblems(key, is[key], should[key]).map(({ name, problem }) => {
      const line = lineOf(committed, `${JSON.stringify(name)}:`);
      return `${path}:${line}: ${problem}`;
    }),
  );
  return problems.length > 0
    ? problems
    : [`${path}: not written as build writes it; run npm run facts -- build`];
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The entries of a table that differ, and what of each; a value that is no table is its own entry. */
function entryProblems(key, is, should) {
  if (same(is, should)) return [];
  if (!isObject(is) || !isObject(should))
    return [{ name: key, problem: valueProblem(key, is, should) }];
  return Object.keys({ ...is, ...should })
    .filter((name) => !same(is[name], should[name]))
    .map((name) => ({ name, problem: `${name}: ${factProblems(is[name], should[name])}` }));
}

function factProblems(is, should) {
  if (is === undefined) return "missing, the inputs give it";
  if (should === undefined) return "nothing in the inputs gives it";
  if (!isObject(is) || !isObject(should)) return valueProblem("", is, should).trim();
  return Object.keys({ ...is, ...should })
    .filter((key) => !same(is[key], should[key]))
    .map((key) => valueProblem(key, is[key], should[key]))
    .join("; ");
}

const shown = (value) => {
  const text =
    value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

const valueProblem = (key, is, should) =>
  `${key} is ${shown(is)}, the inputs give ${shown(should)}`;
