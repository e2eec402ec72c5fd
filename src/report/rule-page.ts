import { pageName } from "../domain/rule/requirement.ts";

/** Where the page of a rule is published. @param homepage of the tool: a repository on GitHub */
export function rulePageUri(ruleId: string, homepage: string): string {
  return `${homepage}/blob/main/rules/${pageName(ruleId)}/README.md`;
}
