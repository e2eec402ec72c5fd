import type { CalendarDate } from "../../text/calendar-date.ts";
import type { EnrichedBuild } from "../build/enriched-build.ts";
import type { ImagePolicy } from "../image/image-policy.ts";
import type { SupportWindow } from "../image/tag-age.ts";
import type { Level, RuleFinding } from "./finding.ts";
import type { MessageTemplates } from "./message.ts";
import type { NewException } from "./new-exception.ts";
import type { EndingSuppression, FaultySuppression } from "./suppression.ts";
import type { Unresolved } from "./unresolved.ts";

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

/** A setting outside of `rules` that decides what a rule finds. */
export type SharedSetting = "supportWindow" | "images.mirrors";

/** What a registry can be asked for a rule: whether an image exists, how old it is, as which user it starts, also by number, its operating system, its digest. */
export type Query = "existence" | "age" | "user" | "number" | "os" | "digest";

export interface RuleContext<Options extends RuleOptions = RuleOptions> {
  /** The day everything is checked as of. */
  readonly asOf: CalendarDate;
  readonly options: Options;
  /** That of its findings. */
  readonly level: Level;
  /** How old a tag may be. */
  readonly supportWindow: SupportWindow;
  /** Which images are checked, mirrors included. */
  readonly images: ImagePolicy;
  /** False where no report shows fixes: for thousands of findings they take time and memory. */
  readonly wantsFixes: boolean;
  /** The command line chose the target stage, so that another run may build another one. */
  readonly isTargetChosen: boolean;
  /** The options of another rule, null where it is off: support-ending reports only ends that eol-os and eol-python do not. */
  readonly optionsOf: (ruleId: string) => RuleOptions | null;
  /** Computes something once a run for one subject, however many rules and files ask: a remedy, a fix. */
  readonly memo: <T>(subject: object, key: string, compute: () => T) => T;
}

/** A preview rule may still change, and runs only with `preview: true`; a deprecated one will be removed. */
export type RuleStatus = "preview" | "stable" | "deprecated";

/** A rule is a value: data in, findings and open questions out, nothing else. Its id is its folder. */
export interface Rule<Options extends RuleOptions = RuleOptions> {
  readonly id: string;
  /** The version that has it first: `0.1.0`. */
  readonly since: string;
  readonly status: RuleStatus;
  /** Its former ids, which still count wherever a rule is named. No other rule may take one. */
  readonly aliases?: readonly string[];
  readonly level: Level | "off";
  /** SARIF `precision`: how often a finding is right. */
  readonly precision: "very-high" | "high" | "medium" | "low";
  /** GitHub's `security-severity`, a number in text; null for a rule that is not about security. */
  readonly securitySeverity: string | null;
  /** SARIF `properties.tags`. `external/cwe/cwe-250` is what code scanning filters by. */
  readonly tags: readonly string[];
  /** One sentence: what the rule finds. */
  readonly summary: string;
  /** The rule's README, loaded when it is shown. */
  readonly page: () => string;
  readonly messages: MessageTemplates;
  /** The defaults. */
  readonly options: Options;
  readonly optionKinds: { readonly [Name in keyof Options]: OptionKind<Options[Name]> };
  /** Under a policy, a repository may loosen these settings only if it may loosen the rule. */
  readonly sharedSettings?: readonly SharedSetting[];
  /**
   * What else a baseline and a comparison recognise a finding by once its stage or its number changed: the file and the image,
   * or the file alone. Absent: nothing else.
   */
  readonly looseMatch?: "image" | "file";
  /** What a registry is asked for the rule, with --online. */
  readonly queries?: readonly Query[];
  /** Its questions about images have levels of their own: they are reported even where the rule that reports them is off. */
  readonly hasLeveledQuestions?: true;
  /** The last day on which it reports anything; absent where there is none. */
  readonly until?: CalendarDate;
  /** Findings, and where the rule could not decide, the question instead. */
  check(build: EnrichedBuild, context: RuleContext<Options>): Iterable<RuleFinding | Unresolved>;
  /** For a rule that reports the questions other rules left open, in source order. */
  checkUnresolved?(
    questions: readonly Unresolved[],
    context: RuleContext<Options>,
  ): Iterable<RuleFinding>;
  /** Rules whose questions it reports even where they are off themselves. */
  readonly questionsFrom?: readonly string[];
  /** For the rule about suppressions, whose result is known after all other rules. */
  checkSuppressions?(
    suppressions: readonly FaultySuppression[],
    context: RuleContext<Options>,
  ): Iterable<RuleFinding>;
  /** For the rule about what a change brings to let findings pass. */
  checkNewExceptions?(
    exceptions: readonly NewException[],
    context: RuleContext<Options>,
  ): Iterable<RuleFinding>;
  /** For the rule about suppressions in use that end soon. */
  checkEndings?(
    suppressions: readonly EndingSuppression[],
    context: RuleContext<Options>,
  ): Iterable<RuleFinding>;
}

/** Gives a rule its types. */
export function defineRule<Options extends RuleOptions>(rule: Rule<Options>): Rule<Options> {
  return rule;
}
