/** What else changes, for the end of a sentence; nothing where nothing does. */
export function thisChanges(changes: string): string {
  return changes === "" ? "" : `; this changes ${changes}`;
}

/** Those that say something. */
export function clauses(...all: readonly string[]): readonly string[] {
  return all.filter((clause) => clause !== "");
}
