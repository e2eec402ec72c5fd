import { requirementPage } from "../../domain/rule/requirement.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import { compareText } from "../../text/compare-text.ts";

/** The rules that entries of `require` are, in one row. */
const requirements = {
  id: `${requirementPage}/NAME`,
  level: "as set",
  summary: "An image that does not meet an entry of require.",
};

/** `inferlint rules`: id, default level and summary of each rule. */
export function rulesTable(ruleset: readonly Rule[]): string {
  const rules = [...ruleset, requirements].sort((a, b) => compareText(a.id, b.id));
  const idWidth = Math.max(...rules.map(({ id }) => id.length));
  const levelWidth = Math.max(...rules.map(({ level }) => level.length));
  return rules
    .map(
      ({ id, level, summary }) =>
        `${id.padEnd(idWidth)}  ${level.padEnd(levelWidth)}  ${summary}\n`,
    )
    .join("");
}
