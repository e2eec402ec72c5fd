import { nearestNames } from "./domain/nearest-names.ts";

/** Something about the command line that a user can mend: exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** By name: a command that is loaded on demand has its own copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === "UsageError";
}

export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} takes ${allowed.join(", ")}, not ${value}${suggestion(value, allowed)}`,
  );
}

export function suggestion(wrong: string, known: readonly string[]): string {
  const [nearest] = nearestNames(wrong, known, 1);
  return nearest === undefined ? "" : ` (did you mean ${nearest}?)`;
}
