import type { Scope } from "./scope.ts";

const name = "SOURCE_DATE_EPOCH";

/**
 * What BuildKit makes of SOURCE_DATE_EPOCH once the ARGs before the first FROM are read: a whole number stays one, and anything
 * else names a context or a stage. The date of that is not known here, and where it has none, the ARG has no value.
 * @param scope with these ARGs; changed in place
 * @returns the build arguments from there on
 */
export function settleSourceDate(
  scope: Scope,
  buildArgs: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const variable = scope.get(name);
  const argument = buildArgs.get(name);
  if (argument !== undefined) {
    const seconds = wholeNumber(argument);
    if (variable?.value) scope.set(name, { ...variable, value: valueOf(seconds) });
    const others = [...buildArgs].filter(([key]) => key !== name);
    return new Map(seconds === null ? others : [...others, [name, seconds]]);
  }
  if (!variable?.value) return buildArgs;
  const { text, unresolved } = variable.value;
  if (unresolved.length === 0 && text !== "")
    scope.set(name, { ...variable, value: valueOf(wholeNumber(text)) });
  return buildArgs;
}

function valueOf(seconds: string | null): { text: string; unresolved: readonly string[] } | null {
  return seconds === null ? null : { text: seconds, unresolved: [] };
}

const maxInt64 = 2n ** 63n;

/** As Go's ParseInt and FormatInt. */
function wholeNumber(text: string): string | null {
  if (!/^[+-]?\d{1,100}$/.test(text)) return null;
  const number = BigInt(text.replace("+", ""));
  return number >= -maxInt64 && number < maxInt64 ? String(number) : null;
}
