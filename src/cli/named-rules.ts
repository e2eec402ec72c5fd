import { isRequirementId } from "../domain/rule/requirement.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { suggestion } from "../text/suggestion.ts";
import type { LintOptions } from "./command.ts";

/**
 * Rejects requirements that options name and that no policy or configuration of the run has: nothing would run, or be turned off.
 * @param ruleIds of all rules of the run
 * @throws UsageError
 */
export function requireNamedRules(
  { levels, only, ignore }: Pick<LintOptions, "levels" | "only" | "ignore">,
  ruleIds: readonly string[],
): void {
  const named = [...levels.keys(), ...(only ?? []), ...ignore];
  const missing = named.find((id) => isRequirementId(id) && !ruleIds.includes(id));
  if (missing === undefined) return;
  const known = ruleIds.filter(isRequirementId);
  throw new UsageError(
    `there is no rule ${missing}${suggestion(missing, known)}; policy and configuration have no such entry of require`,
  );
}
