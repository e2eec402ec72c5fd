/** Compares strings by code unit, so that the order depends on no locale. */
export const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export const sorted = (object) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => byCodeUnit(a, b)));

/** Removes null, undefined and false: an absent property means unknown. */
export const stated = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value ?? false));
