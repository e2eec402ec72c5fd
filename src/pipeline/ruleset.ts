import * as ruleIndex from "../../rules/index.ts";
import type { Rule } from "../domain/rule/rule.ts";

/** Every rule, in order of id. */
export const ruleset: readonly Rule[] = Object.values(ruleIndex)
  .map((rule): Rule => rule)
  .sort((a, b) => (a.id < b.id ? -1 : 1));
