import type { Rule } from "./rule.ts";
import type { EnabledRule } from "./run.ts";

/**
 * Adds the rules whose questions an enabled rule reports, where they are off themselves: with `stale-tag: off`, unverified-tag
 * still reports tags that may be stale. They run for their questions only.
 */
export function withQuestionRules(
  enabled: readonly EnabledRule[],
  all: readonly Rule[],
): readonly EnabledRule[] {
  const present = new Set(enabled.map(({ rule }) => rule.id));
  const wanted = new Set(enabled.flatMap(({ rule }) => rule.questionsFrom ?? []));
  const added = all
    .filter(({ id }) => wanted.has(id) && !present.has(id))
    .map((rule): EnabledRule => {
      return { rule, level: "note", options: rule.options, questionsOnly: true };
    });
  return [...enabled, ...added];
}
