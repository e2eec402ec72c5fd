import { describe, expect, test } from "vitest";
import { defaultImagePolicy } from "../../src/config/index.ts";
import type { Confidence, Finding, Level } from "../../src/domain/rule/finding.ts";
import type { SupportWindow } from "../../src/domain/image/tag-age.ts";
import { defaultSupportWindow } from "../../src/domain/image/tag-age.ts";
import type { Mirror } from "../../src/domain/image/image-policy.ts";
import type { Region } from "../../src/domain/build/region.ts";
import { fileStart } from "../../src/domain/build/region.ts";
import { applyEdits } from "../../src/fix/index.ts";
import type { Rule, RuleOptions } from "../../src/domain/rule/rule.ts";
import type { OnUnresolved, RegistrySource } from "../../src/domain/image/registry-source.ts";
import type { Run } from "../../src/domain/rule/run.ts";
import type { Settings } from "../../src/domain/settings/settings.ts";
import { calendarDate } from "../../src/text/calendar-date.ts";
import { lint } from "../../src/pipeline/lint.ts";
import { ruleset } from "../../src/pipeline/ruleset.ts";
import { plainRunSettings, enabledRules } from "./settings.ts";

/** A Dockerfile and how it is built and checked. */
export interface Situation {
  /** Bytes for what is not UTF-8 text. */
  readonly dockerfile: string | Uint8Array;
  /** What the case is about, where the Dockerfile does not show it. */
  readonly name?: string;
  /** The day everything is checked as of; 2026-11-23 by default. */
  readonly asOf?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly mirrors?: readonly Mirror[];
  /** Answers of registries; without it only the catalogue is used. */
  readonly registry?: RegistrySource;
  /** Told of what stays open. */
  readonly onUnresolved?: OnUnresolved;
  /** How old a tag may be. */
  readonly supportWindow?: SupportWindow;
  /** Options of the rule that is tested. */
  readonly options?: RuleOptions;
  /** Options of other rules, or "off": otherwise all are in force that are so by default. */
  readonly others?: Readonly<Record<string, RuleOptions | "off">>;
  /** Anything else that is set. */
  readonly settings?: Partial<Settings>;
  /** Notifications are part of the case; otherwise there are none. */
  readonly rejections?: boolean;
}

/** What the rule finds. Places are `line:column-line:column`, the end exclusive; several of them are several findings; a pattern is for one. */
interface Failure extends Situation {
  readonly at: string | readonly string[] | RegExp;
  /** The long message and the remedy. */
  readonly message?: string | RegExp;
  readonly short?: string;
  /** The rule's own where none is given. */
  readonly level?: Level;
  /** High where none is given. */
  readonly confidence?: Confidence;
  /** All related places: `1:5-1:9 ARG BASE`. */
  readonly related?: readonly string[];
  /** All evidence: `fact: value (source, day)`. */
  readonly evidence?: readonly string[];
  /** The fix of each finding, with the Dockerfile after its edits; null where there must be none. */
  readonly fix?: {
    readonly safe: boolean;
    readonly description?: string | RegExp;
    readonly result: string;
  } | null;
}

interface RuleTable {
  readonly passes: readonly (string | Situation)[];
  readonly fails: readonly Failure[];
}

/** Checks each Dockerfile of a table with the whole product and a frozen catalogue: no finding of the rule, or exactly these. */
export function ruleTest(rule: Rule, { passes, fails }: RuleTable): void {
  const situations = passes.map((item) => (typeof item === "string" ? { dockerfile: item } : item));
  describe.runIf(situations.length > 0)(`${rule.id} passes`, () => {
    test.each(situations.map((item) => [titleOf(item), item] as const))("%s", async (_, item) => {
      expect((await findingsOf(rule, item)).map(shown)).toEqual([]);
    });
  });
  describe(`${rule.id} fails`, () => {
    test.each(fails.map((item) => [titleOf(item), item] as const))("%s", async (_, item) => {
      const findings = await findingsOf(rule, item);
      const locations = findings.map(({ region }) => placeOf(region));
      if (item.at instanceof RegExp) expect(locations.join()).toMatch(item.at);
      else expect(locations).toEqual(typeof item.at === "string" ? [item.at] : item.at);
      for (const finding of findings) expectFinding(finding, item, rule);
    });
  });
}

/** The findings of all rules in a Dockerfile, each checked by `expectWellFormed`. */
export async function check(situation: Situation, rule?: Rule): Promise<Run> {
  const { dockerfile, asOf = "2026-11-23", buildArgs = {}, target, mirrors = [] } = situation;
  const others: Situation["others"] = { ...situation.others };
  const known = new Set(ruleset.map(({ id }) => id));
  for (const id of Object.keys(others)) if (!known.has(id)) throw new RangeError(`no rule ${id}`);
  const rules = enabledRules(
    // With floating-tag on, no remedy names latest.
    ({ id, level }) =>
      (id === rule?.id ? (situation.options ?? {}) : others[id]) ??
      (rule && level === "off" ? "off" : {}),
    "warning",
    rule?.id,
  );
  const { registry } = situation;
  const { result } = await lint({
    cwd: "/tree",
    paths: [],
    stdin: { path: "Dockerfile", bytes: Buffer.from(dockerfile) },
    asOf: calendarDate(asOf),
    settings: plainRunSettings({
      rules,
      buildArgs,
      target,
      supportWindow: situation.supportWindow ?? defaultSupportWindow,
      images: { ...defaultImagePolicy(), mirrors },
      ...situation.settings,
    }),
    forceExclude: false,
    session: registry
      ? {
          answeredBy: "registry",
          sourceFor: () => registry,
          onUnresolved: situation.onUnresolved ?? (() => undefined),
          conclude: () => undefined,
          isIncomplete: () => false,
        }
      : null,
    tool: { name: "inferlint", version: "0.0.0", homepage: "https://example.org" },
  });
  expect(result.isIncomplete, JSON.stringify(result.notifications)).toBe(false);
  if (situation.rejections !== true) {
    const surprises = result.notifications.filter(
      ({ id }) => id !== "old-facts" && id !== "later-facts",
    );
    expect(surprises.filter(({ id }) => !id.endsWith("-rejected"))).toEqual([]);
  }
  const text = typeof dockerfile === "string" ? dockerfile : "";
  for (const finding of result.findings) expectWellFormed(finding, text);
  return result;
}

/** Two sentences with one full stop each, and a place that is in the file. */
export function expectWellFormed({ message, region, related }: Finding, text: string): void {
  expect(message.long, "the long message is one sentence").toMatch(oneSentence);
  expect(message.remedy.text, "the remedy is one sentence").toMatch(oneSentence);
  expect(message.short, "the short message has no full stop").not.toMatch(/\.$/);
  for (const location of [region, ...related.map((other) => other.region)])
    expect(isInFile(location, text), `${placeOf(location)} is in the file`).toBe(true);
  // Only a file as a whole has no token; a related place may be an empty value.
  if (placeOf(region) !== placeOf(fileStart)) expect(isEmpty(region)).toBe(false);
}

/** Dots may stand in names, numbers and paths; one at the end of a word ends the sentence. */
const oneSentence = /^(?:[^.]|\.(?=[^\s.]|\.\/))+\.$/;

function isInFile(region: Region, text: string): boolean {
  const { startLine, startColumn, endLine, endColumn } = region;
  if (placeOf(region) === placeOf(fileStart)) return true;
  const lines = text.replace(/^\uFEFF/, "").split("\n");
  const holds = (line: number, column: number): boolean =>
    line >= 1 && column >= 1 && column <= (lines[line - 1]?.length ?? -1) + 1;
  const isForward = startLine < endLine || (startLine === endLine && startColumn <= endColumn);
  return isForward && holds(startLine, startColumn) && holds(endLine, endColumn);
}

function isEmpty({ startLine, startColumn, endLine, endColumn }: Region): boolean {
  return startLine === endLine && startColumn === endColumn;
}

/** `1:6-1:82` */
function placeOf({ startLine, startColumn, endLine, endColumn }: Region): string {
  return `${startLine}:${startColumn}-${endLine}:${endColumn}`;
}

async function findingsOf(rule: Rule, situation: Situation): Promise<readonly Finding[]> {
  const { findings } = await check(situation, rule);
  return findings.filter(({ ruleId }) => ruleId === rule.id);
}

function expectFinding(finding: Finding, expected: Failure, rule: Rule): void {
  const { message, related, evidence } = expected;
  const text = `${finding.message.long} ${finding.message.remedy.text}`;
  if (typeof message === "string") expect(text).toBe(message);
  else if (message) expect(text).toMatch(message);
  if (expected.short !== undefined) expect(finding.message.short).toBe(expected.short);
  expect(finding.level).toBe(expected.level ?? rule.level);
  expect(finding.confidence).toBe(expected.confidence ?? "high");
  if (related)
    expect(
      finding.related.map((location) => `${placeOf(location.region)} ${location.message}`),
    ).toEqual(related);
  if (evidence)
    expect(
      finding.evidence.map(
        ({ fact, value, source, asOf }) =>
          `${fact}: ${value} (${source}${asOf === null ? "" : `, ${asOf}`})`,
      ),
    ).toEqual(evidence);
  if (expected.fix !== undefined) expectFix(finding, expected);
}

function expectFix({ fix }: Finding, { dockerfile, fix: expected }: Failure): void {
  if (!expected || !fix) {
    expect(fix).toBe(expected);
    return;
  }
  const before = typeof dockerfile === "string" ? dockerfile : "";
  expect(applyEdits(before, fix.edits)).toEqual({ kind: "text", text: expected.result });
  expect(fix.safe).toBe(expected.safe);
  const { description } = expected;
  if (typeof description === "string") expect(fix.description).toBe(description);
  else if (description) expect(fix.description).toMatch(description);
}

function shown({ region, message }: Finding): string {
  return `${placeOf(region)} ${message.long} ${message.remedy.text}`;
}

function titleOf({
  name,
  dockerfile,
  asOf,
  target,
  buildArgs,
  options,
  supportWindow,
}: Situation): string {
  if (name !== undefined) return name;
  const text = typeof dockerfile === "string" ? dockerfile.trimEnd() : "bytes";
  const how = Object.entries({ asOf, target, buildArgs, options, supportWindow }).flatMap(
    ([key, value]) => (value === undefined ? [] : `${key} ${JSON.stringify(value)}`),
  );
  return [JSON.stringify(text).slice(1, -1), ...how].join(", ");
}
