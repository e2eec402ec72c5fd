/** Compares strings by code unit, so that the order depends on no locale. */
export const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const numbers = (text) => text.match(/\d+/g)?.map(Number) ?? [];

/** Compares the first two numbers in tags as numbers, then the text: `.v10` is after `.v9`. */
export function byNumbers(a, b) {
  const [[majorA = 0, minorA = 0], [majorB = 0, minorB = 0]] = [numbers(a), numbers(b)];
  return majorA - majorB || minorA - minorB || byCodeUnit(a, b);
}

/** Compares `ubuntu 20.04` with `debian 12`: the product by name, its releases by number. */
export const byCycle = (a, b) => byCodeUnit(a.split(" ")[0], b.split(" ")[0]) || byNumbers(a, b);

/** Compares places: the oldest day first, then the smallest commit. */
export const byDay = (a, b) => byCodeUnit(a.day, b.day) || byCodeUnit(a.commit, b.commit);

export const sorted = (object, compare = byCodeUnit) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => compare(a, b)));

/** Removes null, undefined, false and empty lists: an absent property means unknown. */
export const stated = (object) =>
  Object.fromEntries(
    Object.entries(object).filter(([, value]) => (value ?? false) && value.length !== 0),
  );
