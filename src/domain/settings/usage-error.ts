import { joinList } from "../../text/list.ts";
import { suggestion } from "../../text/suggestion.ts";

/** A mistake in how inferlint was called, which the user can correct: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** By name: a command that is loaded on demand has its own copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === "UsageError";
}

/**
 * The value, which must be one of the allowed ones.
 * @throws UsageError with the closest allowed value
 */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((item) => item === value);
  if (found !== undefined) return found;
  throw new UsageError(
    `${option} must be ${joinList(allowed, "or")}, not ${value}${suggestion(value, allowed)}`,
  );
}
