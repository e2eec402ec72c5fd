// How the collected files are written: a line for each entry of a table, so that one new fact is one new line.

/** @param value what JSON can say; the keys of its tables are sorted already */
export const render = (value) => `${lines(value)}\n`;

function lines(value) {
  if (isEntry(value)) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const items = Object.entries(value).map(([key, each]) =>
    isList ? lines(each) : `${JSON.stringify(key)}: ${lines(each)}`,
  );
  const [open, close] = isList ? "[]" : "{}";
  return `${open}\n${items.join(",\n")}\n${close}`;
}

const isScalar = (value) => typeof value !== "object" || value === null;

/** What stands on one line: a value, or an object or list of values and of lists of values. */
const isEntry = (value) =>
  isScalar(value) ||
  Object.values(value).every(
    (each) => isScalar(each) || (Array.isArray(each) && each.every(isScalar)),
  );
