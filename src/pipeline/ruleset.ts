import * as ruleIndex from "../../rules/index.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import { formerIdsOf } from "../domain/rule/rule-names.ts";
import { compareText } from "../text/compare-text.ts";

/** Every rule, in order of id. */
export const ruleset: readonly Rule[] = Object.values(ruleIndex)
  .map((rule): Rule => rule)
  .sort((a, b) => compareText(a.id, b.id));

/** What rules were called before. */
export const formerIds: FormerIds = formerIdsOf(ruleset);
