import type { CalendarDate } from "./calendar-date.ts";
import type { EnrichedBuild } from "./enriched-build.ts";
import type { Level, RuleFinding } from "./finding.ts";
import type { MessageTemplates } from "./message.ts";

export type OptionValue = string | number;
export type RuleOptions = Readonly<Record<string, OptionValue>>;

export interface RuleContext<Options extends RuleOptions = RuleOptions> {
  /** The day everything is judged on. */
  readonly asOf: CalendarDate;
  readonly options: Options;
  /** The options of a rule in force, null for one that is off: for rules that speak of what another leaves open. */
  readonly inForce: (ruleId: string) => RuleOptions | null;
}

/** A rule is a value: data in, findings out, nothing else. Its id is its folder. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  readonly id: string;
  readonly level: Level | "off";
  /** SARIF `precision`: how often a finding is right. */
  readonly precision: "very-high" | "high" | "medium" | "low";
  /** GitHub's `security-severity`, a number in text; null for a rule that is not about security. */
  readonly securitySeverity: string | null;
  readonly tags: readonly string[];
  /** One sentence: what the rule finds. */
  readonly summary: string;
  /** The rule's README. */
  readonly page: string;
  readonly messages: MessageTemplates;
  readonly options: Options;
  check(build: EnrichedBuild, context: RuleContext<Options>): Iterable<RuleFinding>;
}

/** Gives a rule its types. */
export function defineRule<Options extends RuleOptions>(rule: Rule<Options>): Rule<Options> {
  return rule;
}
