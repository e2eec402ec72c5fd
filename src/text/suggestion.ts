import { nearestNames } from "./closest-match.ts";

/**
 * ` (did you mean NAME?)` for a misspelt name, empty where nothing is close. A shortened name (`warn`) means the one name
 * that begins with it.
 */
export function suggestion(wrong: string, known: readonly string[]): string {
  const meant = meantName(wrong, known);
  return meant === undefined ? "" : ` (did you mean ${meant}?)`;
}

/** The name that a misspelt or shortened one means; undefined where nothing is close. */
export function meantName(wrong: string, known: readonly string[]): string | undefined {
  const start = wrong.toLowerCase();
  const longer = known.filter((name) => start.length > 2 && name.toLowerCase().startsWith(start));
  return nearestNames(wrong, known, 1)[0] ?? (longer.length === 1 ? longer[0] : undefined);
}
