import type { CalendarDate } from "../../text/calendar-date.ts";
import type { EnrichedBuild } from "../build/enriched-build.ts";
import type { Level, RuleFinding } from "./finding.ts";
import type { MessageTemplates } from "./message.ts";
import type { FaultySuppression } from "./suppression.ts";

export type OptionValue = string | number;
export type RuleOptions = Readonly<Record<string, OptionValue>>;

/** What an option may be set to, for configuration and its schema. */
export type OptionKind<Value extends OptionValue = OptionValue> = [Value] extends [number]
  ? IntegerKind
  : [Value] extends [string]
    ? ChoiceKind<Value>
    : IntegerKind | ChoiceKind;

interface IntegerKind {
  readonly kind: "integer";
  /** One line: what the option does. */
  readonly about: string;
  readonly min: number;
  readonly max: number;
  /** Which direction finds more. */
  readonly stricter: "less" | "more";
}

interface ChoiceKind<Value extends string = string> {
  readonly kind: "choice";
  /** One line: what the option does. */
  readonly about: string;
  /** From the most lenient to the strictest. */
  readonly choices: readonly Value[];
}

/**
 * A fact that a rule decides by. Where it is unknown, the rule's silence says nothing. `no registry`: the rule
 * speaks where none was asked, so that its silence where one was says nothing.
 */
export type Need =
  | "os"
  | "python"
  | "support"
  | "tag"
  | "tag age"
  | "existence"
  | "user"
  | "registry name"
  | "no registry";

/** What a registry can be asked for a rule: whether an image exists, how old it is, as which user it starts. */
export type Question = "existence" | "age" | "user";

export interface RuleContext<Options extends RuleOptions = RuleOptions> {
  /** The day everything is judged on. */
  readonly asOf: CalendarDate;
  readonly options: Options;
  /** Whether anybody looks at fixes: of thousands of findings they take time and room. */
  readonly wantsFixes: boolean;
  /** The options of a rule in force, null for one that is off: for rules that speak of what another leaves open. */
  readonly optionsOf: (ruleId: string) => RuleOptions | null;
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
  /** The defaults. */
  readonly options: Options;
  readonly optionKinds: { readonly [Name in keyof Options]: OptionKind<Options[Name]> };
  /** What has to be known for the rule's silence to mean that there is nothing. */
  readonly needs: readonly Need[];
  /** What a registry is asked for the rule, where one is asked at all. */
  readonly queries?: readonly Question[];
  check(build: EnrichedBuild, context: RuleContext<Options>): Iterable<RuleFinding>;
  /** For the rule about suppressions, whose outcome is known when all other rules have spoken. */
  checkSuppressions?(
    suppressions: readonly FaultySuppression[],
    context: RuleContext<Options>,
  ): Iterable<RuleFinding>;
}

/** Gives a rule its types. */
export function defineRule<Options extends RuleOptions>(rule: Rule<Options>): Rule<Options> {
  return rule;
}
