import type { Rule } from "../../domain/rule/rule.ts";

/** Options of earlier versions, and the settings that replace them. */
const replacements: Readonly<Record<string, string>> = {
  months: "supportWindow.months",
  from: "supportWindow.from",
};

/** The setting that replaces an option of a rule; null for an option that was not moved. */
export function replacementOf({ sharedSettings }: Rule, option: string): string | null {
  if (sharedSettings?.includes("supportWindow") !== true) return null;
  return Object.hasOwn(replacements, option) ? (replacements[option] ?? null) : null;
}
