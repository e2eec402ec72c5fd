import type { Level } from "../../domain/rule/finding.ts";
import type { OptionValue, Rule } from "../../domain/rule/rule.ts";
import { withQuestionRules } from "../../domain/rule/question-rules.ts";
import type { EnabledRule } from "../../domain/rule/run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { RuleEntry } from "../schema/config-file.ts";
import type { Layer } from "./layers.ts";
import type { PolicyLimits } from "./policy-limits.ts";
import type {
  CommandLineSettings,
  FileSetting,
  Setting,
  SettingSources,
} from "./setting-sources.ts";
import { isLooserLevel, isLooserOption } from "./strictness.ts";

/** The level and options of a rule, with what set each. */
export interface RuleSetting {
  readonly rule: Rule;
  readonly level: Setting<Level | "off">;
  readonly options: ReadonlyMap<string, FileSetting<OptionValue>>;
  /** Whether `--only` leaves the rule out. */
  readonly isLeftOut: boolean;
  /** The first day on which its errors are errors; null or absent where they always are. */
  readonly enforcedFrom?: CalendarDate | null;
}

/** The settings of all rules for a file: defaults, policy, repository, command line. */
export function ruleSettingsOf(
  { rules, commandLine }: SettingSources,
  { policy, config }: { readonly policy: readonly Layer[]; readonly config: readonly Layer[] },
  limits: PolicyLimits,
): readonly RuleSetting[] {
  const general = { policy: policy.slice(0, 1), config: config.slice(0, 1) };
  return rules.map((rule) => {
    const { own, minimum } = settingOf(rule, { policy, config }, limits);
    const isOff = own.level.value === "off" && commandLine.only?.includes(rule.id) === true;
    // What an override turns off for some files stays off.
    const isChosen = isOff && settingOf(rule, general, limits).own.level.value === "off";
    const named = isChosen ? { ...own, level: chosenLevel } : own;
    return withCommandLine(named, minimum, commandLine, limits);
  });
}

/** Of a rule that is off but that `--only` names: nobody names a rule in order not to run it. */
const chosenLevel = { value: "warning", location: "command line" } as const;

/** @returns the setting without the command line, and the minimum that the policy sets */
function settingOf(
  rule: Rule,
  { policy, config }: { readonly policy: readonly Layer[]; readonly config: readonly Layer[] },
  limits: PolicyLimits,
): { readonly own: RuleSetting; readonly minimum: RuleSetting } {
  const minimum = entriesOf(policy, rule).reduce(
    (setting, entry) => withEntry(setting, entry, null),
    defaultsOf(rule),
  );
  const bound = limits.allows(rule.id) ? null : { minimum, limits };
  const own = entriesOf(config, rule).reduce(
    (setting, entry) => withEntry(setting, entry, bound),
    minimum,
  );
  return { own, minimum };
}

function entriesOf(layers: readonly Layer[], { id }: Rule): readonly RuleEntry[] {
  return layers.flatMap(({ rules }) => rules.get(id) ?? []);
}

function defaultsOf(rule: Rule): RuleSetting {
  const options = Object.entries(rule.options).map(
    ([name, value]) => [name, { value, location: null }] as const,
  );
  return {
    rule,
    level: { value: rule.level, location: null },
    options: new Map(options),
    isLeftOut: false,
  };
}

/** @param bound the minimum that the policy sets; a looser value is rejected. Null where everything is allowed */
function withEntry(
  setting: RuleSetting,
  { level, options }: RuleEntry,
  bound: { readonly minimum: RuleSetting; readonly limits: PolicyLimits } | null,
): RuleSetting {
  const { rule } = setting;
  let newLevel = setting.level;
  if (level) {
    if (bound && isLooserLevel(level.value, bound.minimum.level.value))
      bound.limits.reject(level.location, "looser", `The level of ${rule.id}`, newLevel.value);
    else newLevel = level;
  }
  const newOptions = new Map(setting.options);
  for (const [name, option] of options) {
    const kind = rule.optionKinds[name];
    const minimum = bound?.minimum.options.get(name);
    if (bound && kind && minimum && isLooserOption(kind, option.value, minimum.value)) {
      const stays = newOptions.get(name) ?? minimum;
      bound.limits.reject(
        option.location,
        "looser",
        `The option ${name} of ${rule.id}`,
        stays.value,
      );
    } else newOptions.set(name, option);
  }
  return { ...setting, level: newLevel, options: newOptions };
}

/** `--rule` overrides everything; `--ignore` turns off what the policy does not enable. */
function withCommandLine(
  setting: RuleSetting,
  minimum: RuleSetting,
  { levels, only, ignore }: CommandLineSettings,
  limits: PolicyLimits,
): RuleSetting {
  const { id } = setting.rule;
  const isLeftOut = only?.includes(id) === false;
  const chosen = levels.get(id);
  if (!ignore.includes(id)) {
    return chosen === undefined
      ? { ...setting, isLeftOut }
      : { ...setting, isLeftOut, level: { value: chosen, location: "command line" } };
  }
  if (!limits.allows(id) && minimum.level.value !== "off") {
    limits.reject(null, "ignore", id);
    return { ...setting, isLeftOut, level: minimum.level };
  }
  return { ...setting, isLeftOut, level: { value: "off", location: "command line" } };
}

/**
 * The rules to run. If `--only` names a rule that reports what others could not decide, those that are left out run for their
 * open questions only, and so do rules that are off but whose questions an enabled rule reports.
 */
export function enabledRules(settings: readonly RuleSetting[]): readonly EnabledRule[] {
  const enabled = settings.flatMap((setting) => {
    const { rule, level, options, isLeftOut, enforcedFrom = null } = setting;
    if (level.value === "off") return [];
    const values = [...options].map(([name, { value }]) => [name, value] as const);
    const own = { rule, level: level.value, options: Object.fromEntries(values), isLeftOut };
    return [enforcedFrom === null ? own : { ...own, enforcedFrom }];
  });
  const needsQuestions = enabled.some(
    ({ rule, isLeftOut }) => !isLeftOut && "checkUnresolved" in rule,
  );
  const running = enabled.flatMap(({ isLeftOut, ...rule }): readonly EnabledRule[] => {
    if (!isLeftOut) return [rule];
    return needsQuestions ? [{ ...rule, questionsOnly: true }] : [];
  });
  return withQuestionRules(
    [...running, ...leveledOnly(settings, running)],
    settings.map(({ rule }) => rule),
  );
}

/** What reports the questions of requirements, which have levels of their own, though it is off or left out. */
function leveledOnly(
  settings: readonly RuleSetting[],
  running: readonly EnabledRule[],
): readonly EnabledRule[] {
  const asks = running.some(
    ({ rule, questionsOnly }) => rule.hasLeveledQuestions === true && questionsOnly !== true,
  );
  if (!asks) return [];
  return settings.flatMap(({ rule }) => {
    const reports = rule.checkUnresolved !== undefined && rule.questionsFrom === undefined;
    const isRunning = running.some((other) => other.rule === rule && other.questionsOnly !== true);
    return reports && !isRunning
      ? [{ rule, level: "note", options: rule.options, leveledOnly: true }]
      : [];
  });
}
