import { createMemo } from "../../src/check/index.ts";
import { runRules } from "../../src/check/run-rules.ts";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { EnrichedBuild } from "../../src/domain/build/enriched-build.ts";
import type { Evidence } from "../../src/domain/rule/finding.ts";
import type { RuleOptions } from "../../src/domain/rule/rule.ts";
import { withQuestionRules } from "../../src/domain/rule/question-rules.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import { createEnricher, queriesToShow } from "../../src/enrich/index.ts";
import { applyEdits } from "../../src/fix/index.ts";
import { environmentReading } from "../../src/pipeline/environment-image.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { curatedName } from "../../src/sources/curated-name.ts";
import { referenceBuild } from "../../src/sources/reference-build.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { LineIndex } from "../../src/text/line-index.ts";
import { frozenCatalogue } from "./frozen-catalogue.ts";
import { enabledRules } from "./settings.ts";

const key = "environment: ";

/** What rules find, as `rule: long message remedy`, and the line after the fix of each; null where there is none. */
export interface EnvironmentVerdict {
  readonly rule: string;
  readonly text: string;
  readonly short: string;
  readonly image: string | null;
  readonly fixed: string | null;
  readonly evidence: readonly Evidence[];
}

/**
 * Checks a file whose one line names a curated environment, by rules that are on by default and those with options.
 * @param options of rules; "off" for one that is not run
 */
export async function checkEnvironment(
  written: string,
  options: Readonly<Record<string, RuleOptions | "off">> = {},
  asOf: string = "2026-11-23",
): Promise<readonly EnvironmentVerdict[]> {
  const text = `${key}${written}`;
  const build = await enrichedBuild(written, asOf);
  const rules = enabledRules(
    ({ id, level }) => options[id] ?? (level === "off" ? "off" : {}),
    "warning",
  );
  const variant = {
    rules: withQuestionRules(rules, ruleset),
    supportWindow: defaultSupportWindow,
    isTargetRequired: false,
  };
  const context = {
    path: "deployment.yml",
    asOf: calendarDate(asOf),
    images: defaultImagePolicy(),
    memo: createMemo(),
    wantsFixes: true,
  };
  const { findings, failures } = runRules(variant, build, context);
  if (failures.length > 0) throw failures[0]?.error;
  return findings.map(({ ruleId, message, image, fix, evidence }) => {
    const fixed = fix ? applyEdits(text, fix.edits) : null;
    return {
      rule: ruleId,
      text: `${message.long} ${message.remedy.text}`,
      short: message.short,
      image,
      evidence,
      fixed: fixed?.kind === "text" ? fixed.text.slice(key.length) : null,
    };
  });
}

/** The build of such a file, with what the frozen catalogue knows. */
async function enrichedBuild(written: string, asOf: string): Promise<EnrichedBuild> {
  const environment = curatedName(written, true);
  if (!environment) throw new RangeError(`${written} is no name of a curated environment`);
  const names = await frozenCatalogue.environments();
  const text = `${key}${written}`;
  const span = { start: key.length, end: text.length };
  const reference = {
    value: { text: written, unknown: [], span },
    parts: [],
    environment,
    run: null,
  };
  const lines = new LineIndex(text);
  const build = referenceBuild(
    { path: "deployment.yml", kind: "yaml" },
    text,
    lines,
    [reference],
    [],
    {
      imageOf: (name) => environmentReading(name, names),
      runOf: () => {
        throw new RangeError("nothing runs it");
      },
      environments: [],
    },
  );
  const facts = {
    sources: [frozenCatalogue],
    reference: frozenCatalogue,
    registry: null,
    onUnresolved: () => undefined,
    platform: "linux/amd64",
    asOf: calendarDate(asOf),
  };
  return createEnricher(defaultImagePolicy(), facts)(build, queriesToShow);
}
