import type { SettingSources } from "../config/index.ts";
import { checkRequirements, requirementsOf } from "../config/index.ts";
import { pageName, requirementPage } from "../domain/rule/requirement.ts";
import { ruleset } from "./ruleset.ts";

/**
 * The sources with a rule more for each requirement of the policy and of the configuration.
 * @throws ConfigError where the two do not go together
 */
export async function withRequirements(sources: SettingSources): Promise<SettingSources> {
  checkRequirements(sources);
  const requirements = requirementsOf(sources);
  if (requirements.length === 0) return sources;
  // Few runs have any.
  const { requirementRule } = await import("../../rules/policy-requirement/rule.ts");
  return { ...sources, rules: [...sources.rules, ...requirements.map(requirementRule)] };
}

/** The page of a rule, as Markdown; empty where there is no such rule. */
export async function pageOf(ruleId: string): Promise<string> {
  const name = pageName(ruleId);
  if (name === requirementPage)
    return (await import("../../rules/policy-requirement/rule.ts")).page();
  return ruleset.find(({ id }) => id === name)?.page() ?? "";
}
