import { pageName } from "./requirement.ts";

/** The address of a rule's page. @param homepage of the project */
export function pageAddress(homepage: string, ruleId: string): string {
  return `${homepage}/blob/main/rules/${pageName(ruleId)}/README.md`;
}
