/** The order of strings in the data: by code unit, so that no locale decides it. */
export const byCodeUnit = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

export const sorted = (object) =>
  Object.fromEntries(Object.entries(object).sort(([a], [b]) => byCodeUnit(a, b)));

/** Without what is null, undefined or false: absent means not stated. */
export const stated = (object) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value ?? false));
