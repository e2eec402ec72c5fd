import { nearestNames } from "../domain/nearest-names.ts";

/** What was meant, in brackets; empty where nothing is near. Who shortens a name (`warn`) means the one that begins so. */
export function suggestion(wrong: string, known: readonly string[]): string {
  const start = wrong.toLowerCase();
  const longer = known.filter((name) => start.length > 2 && name.toLowerCase().startsWith(start));
  const nearest = nearestNames(wrong, known, 1)[0] ?? (longer.length === 1 ? longer[0] : undefined);
  return nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
}
