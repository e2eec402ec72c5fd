import type { OptionKind, Rule } from "../../domain/rule/rule.ts";

const window = { months: "supportWindow.months", from: "supportWindow.from" };

/** Options that are no longer set for a rule, by rule, with the setting that replaces them. */
const movedOptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "stale-tag": window,
  "unverified-tag": window,
};

/** The setting that replaces an option of a rule; null for an option that was not moved. */
export function replacementOf(ruleId: string, option: string): string | null {
  const moved = Object.hasOwn(movedOptions, ruleId) ? movedOptions[ruleId] : undefined;
  return moved && Object.hasOwn(moved, option) ? (moved[option] ?? null) : null;
}

/** The options that are set for the rule itself. */
export function ownOptions({ id, optionKinds }: Rule): readonly (readonly [string, OptionKind])[] {
  return Object.entries(optionKinds).filter(([name]) => replacementOf(id, name) === null);
}
