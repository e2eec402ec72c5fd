/** A mistake in how inferlint was called, which the user can correct: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Compares names, since a command that is loaded on demand has its own copy of the class. */
export function isUsageError(error: unknown): error is UsageError {
  return error instanceof Error && error.name === "UsageError";
}
