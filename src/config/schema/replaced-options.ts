/** The rules that share `supportWindow`. */
export const supportWindowRules: readonly string[] = ["stale-tag", "unverified-tag"];

/** Options of these rules in earlier versions, and the settings that replace them. */
const replacements: Readonly<Record<string, string>> = {
  months: "supportWindow.months",
  from: "supportWindow.from",
};

/** The setting that replaces an option of a rule; null for an option that was not moved. */
export function replacementOf(ruleId: string, option: string): string | null {
  const isMoved = supportWindowRules.includes(ruleId) && Object.hasOwn(replacements, option);
  return isMoved ? (replacements[option] ?? null) : null;
}
