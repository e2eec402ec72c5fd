import { withQuestionRules } from "../../src/domain/rule/question-rules.ts";
import type { ImagePolicy } from "../../src/domain/image/image-policy.ts";
import type { SupportWindow } from "../../src/domain/image/tag-age.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import { everyFile } from "../../src/discover/discover.ts";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { Rule, RuleOptions } from "../../src/domain/rule/rule.ts";
import type { EnabledRule } from "../../src/domain/rule/run.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import type { BaselineFile } from "../../src/pipeline/baseline-file.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import type { RunSettings } from "../../src/pipeline/run-settings.ts";
import { uniformSettings } from "../../src/pipeline/run-settings.ts";

/** Which images are checked with `images.include: ["azureml/**"]`. */
export const everyAzuremlImage: ImagePolicy = {
  isInference: (name) => name.startsWith("azureml/"),
  usesCatalogue: false,
  roots: ["azureml/"],
  infix: "",
  mirrors: [],
};

export interface PlainSettings extends Partial<Settings> {
  readonly buildArgs?: Readonly<Record<string, string>> | undefined;
  readonly target?: string | null | undefined;
  readonly supportWindow?: SupportWindow;
}

/** Settings as without any configuration; parts of them can be given. */
export function plainSettings({
  buildArgs,
  target,
  supportWindow = defaultSupportWindow,
  ...parts
}: PlainSettings = {}): Settings {
  const rules = parts.rules ?? enabledRules(() => ({}));
  const settings: Settings = {
    files: everyFile,
    images: defaultImagePolicy(),
    rules,
    requirements: [],
    buildsOf: () => [
      {
        rules: withQuestionRules(rules, ruleset),
        supportWindow,
        buildArgs: new Map(Object.entries(buildArgs ?? {})),
        target: target ?? null,
        isTargetRequired: target != null,
      },
    ],
    platform: "linux/amd64",
    exceptions: [],
    patterns: [],
    declaredExceptions: [],
    inlineIgnores: true,
    maySuppress: () => true,
    baseline: null,
    failOn: "error",
    configuration: null,
    policy: null,
    addsReadingsOnly: false,
    rejections: [],
    maxExceptionDays: null,
    exceptionRules: null,
    onDay: () => settings,
    ...parts,
  };
  return settings;
}

/** The same settings for every file of a run in `/tree`. */
export function plainRunSettings(
  parts?: PlainSettings,
  baseline: BaselineFile | null = null,
): RunSettings {
  return uniformSettings(plainSettings(parts), { root: "/tree", baseline });
}

/** The whole ruleset with its defaults, or with other options; "off" leaves a rule out, and nothing else turns one on. */
export function enabledRules(
  choose: (rule: Rule) => RuleOptions | "off",
  offAs: "off" | "warning" = "off",
  ownRule?: string,
): readonly EnabledRule[] {
  return ruleset.flatMap((rule) => {
    const own = choose(rule);
    // What Kubernetes demands is no fault anywhere else, so that only its own test turns that rule on.
    const isOther = rule.id === "non-numeric-user" && rule.id !== ownRule;
    const level = rule.level === "off" ? (isOther ? "off" : offAs) : rule.level;
    return own === "off" || level === "off"
      ? []
      : [{ rule, level, options: { ...rule.options, ...own } }];
  });
}
