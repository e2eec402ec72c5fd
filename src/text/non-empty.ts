/** Null for an environment variable that is not set or empty. */
export function nonEmpty(text: string | undefined): string | null {
  return text === undefined || text === "" ? null : text;
}
