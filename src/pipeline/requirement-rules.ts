import type { SettingSources } from "../config/index.ts";
import { checkRequirements, requirementsOf } from "../config/index.ts";
import type { NamePatterns } from "../domain/image/name-patterns.ts";
import { isRequirementId, pageName, requirementPage } from "../domain/rule/requirement.ts";
import type { Rule } from "../domain/rule/rule.ts";
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

/**
 * The rule of an id, as reports describe it: of a requirement without what it demands.
 * @returns null for an id that no rule has
 */
export async function ruleNamed(id: string): Promise<Rule | null> {
  if (!isRequirementId(id)) return ruleset.find((rule) => rule.id === id) ?? null;
  const { requirementRule } = await import("../../rules/policy-requirement/rule.ts");
  const nothing = { registry: null, support: null, os: null, python: null, cuda: null, tag: null };
  const name = id.slice(`${requirementPage}/`.length);
  return requirementRule({
    ...{ name, ...nothing, allow: null, deny: null, message: null, until: null },
    ...{ level: "error", unknown: "note", images: noNames },
  });
}

const noNames: NamePatterns = {
  ...{ sources: [], literals: [], matching: () => null },
  ...{ mayMatch: () => false, mustMatch: () => false },
};

/** The page of a rule, as Markdown; empty where there is no such rule. */
export async function pageOf(ruleId: string): Promise<string> {
  const name = pageName(ruleId);
  if (name === requirementPage)
    return (await import("../../rules/policy-requirement/rule.ts")).page();
  return ruleset.find(({ id }) => id === name)?.page() ?? "";
}
