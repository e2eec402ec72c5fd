import { compareNumbers } from "./dotted-numbers.ts";

/** A range of versions: comparisons with blanks between them, all of which must hold, as `>=0.2 <1`. What is missing counts as 0. */
export const versionRange: RegExp =
  /^(?:(?:[<>]=?|=)[ \t]*\d{1,9}(?:\.\d{1,9}){0,2}(?:[ \t]+(?=[<>=])|$))+$/;

const comparison = /([<>]=?|=)[ \t]*([\d.]+)/g;

/**
 * How a version stands to a range. A pre-release comes before its release.
 * @param version as `1.2.3` or `1.2.3-beta.1`
 * @param range of the form of `versionRange`
 */
export function compareWithRange(version: string, range: string): "in" | "older" | "newer" {
  const [, numbers = "", suffix = ""] = /^([\d.]*\d)(-)?/.exec(version) ?? [];
  for (const [, operator = "", bound = ""] of range.matchAll(comparison)) {
    const order = compareNumbers(numbers, bound) || (suffix === "" ? 0 : -1);
    if (order < 0 && /^[>=]/.test(operator)) return "older";
    if (order > 0 && /^[<=]/.test(operator)) return "newer";
    if (order === 0 && !operator.includes("=")) return operator === ">" ? "older" : "newer";
  }
  return "in";
}
