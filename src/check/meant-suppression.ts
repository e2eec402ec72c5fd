import type { MeantSuppression } from "../domain/rule/suppression.ts";
import { suppressionRules } from "../domain/rule/suppression.ts";
import { parseCalendarDate } from "../text/calendar-date.ts";
import { nearestNames } from "../text/closest-match.ts";
import { nonEmpty } from "../text/non-empty.ts";

/** Words of suppressions of inferlint and of other tools, which are no rules. */
const keywords: ReadonlySet<string> = new Set(
  "inferlint noinferlint no-inferlint no_inferlint ignore ignore-file disable suppress skip off allow noqa nolint rule rules line file next next-line all until this".split(
    " ",
  ),
);

/** The verb after a blank, as prose can have it: what follows tells the two apart. */
const verbAndRest =
  /^#\s*inferlint\s+(?:ignore|disable|suppress|skip|off|allow|noqa|nolint)(?![-_])\s*(.*)$/is;

/**
 * What a comment means that begins like a suppression and is none: `# inferlint ignore=root-user`. Null for prose, such as
 * `# inferlint ignore lists are in docs`.
 * @param text from `#` on
 */
export function meantSuppression(
  text: string,
  ruleIds: readonly string[],
): MeantSuppression | null {
  const [head, written] = split(text);
  const rules = rulesIn(head, ruleIds);
  const [, rest] = verbAndRest.exec(text.trimEnd()) ?? [];
  if (rest !== undefined && rules.length === 0 && !isMeant(rest)) return null;
  const [, day = ""] = /until\s*[=:]\s*(\S+)/i.exec(head) ?? [];
  return {
    keyword: /[-_ ]file(?![a-z])/i.test(head) ? "ignore-file" : "ignore",
    rules,
    until: parseCalendarDate(day),
    reason: nonEmpty(written ?? afterList(head)),
  };
}

/** Before and after the mark of the reason. */
function split(text: string): readonly [string, string?] {
  const mark = text.indexOf("--");
  return mark < 0
    ? [text.trimEnd()]
    : [text.slice(0, mark).trimEnd(), text.slice(mark + "--".length).trim()];
}

/** What follows the brackets, which is a reason without its mark. */
function afterList(head: string): string | undefined {
  return /[\])]\s*(?:until\s*[=:]\s*\S+\s*)?[:,-]*\s*(.*)$/s.exec(head)?.[1];
}

/** Whether what follows the verb is that of a suppression: nothing, a list, or what it is for. */
function isMeant(rest: string): boolean {
  return /^(?:$|[[({=:,]|(?:next|this|all|line|file)(?![a-z]))/i.test(rest);
}

/** The rules that are named, misspelt ones corrected. */
function rulesIn(head: string, ruleIds: readonly string[]): readonly string[] {
  const words =
    head
      .slice(0, maxHead)
      .toLowerCase()
      .match(/[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*/g) ?? [];
  const names = words
    .slice(0, maxWords)
    .map((word) => word.replaceAll("_", "-"))
    .filter((word) => !keywords.has(word) && !/^(?:no-?)?inferlint/.test(word))
    .flatMap((word) => {
      if (ruleIds.includes(word)) return [word];
      return word.includes("-") || word.length >= minLength ? nearestNames(word, ruleIds, 1) : [];
    });
  return [...new Set(names)].filter((name) => !suppressionRules.includes(name));
}

/** More is in no suppression, and a line can be a mebibyte. */
const [maxHead, maxWords] = [1_000, 20];

/** Shorter words without a hyphen are like several rules: `user`. */
const minLength = 6;
