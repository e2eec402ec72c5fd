import { dirname, join, relative, resolve } from "node:path";
import type { TreeExceptions } from "../../check/index.ts";
import { newExceptionFindings, newExceptions } from "../../check/index.ts";
import type { Exemption } from "../../domain/rule/exemption.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { NewException } from "../../domain/rule/new-exception.ts";
import { severityOf } from "../../domain/rule/finding.ts";
import type { EnabledRule, QuotedSource } from "../../domain/rule/run.ts";
import type { Region } from "../../domain/build/region.ts";
import { startKey } from "../../domain/build/region.ts";
import { relativePath } from "../../fs/relative-path.ts";
import { groupBy } from "../../text/list.ts";
import type { LintRequest } from "../lint.ts";
import { hashFor } from "../run-hash.ts";
import type { RunSettings } from "../run-settings.ts";
import type { Comparison } from "./compare-runs.ts";
import type { TreeRun } from "./lint-tree.ts";
import { scopeEntries } from "./scope-entries.ts";

interface Compared {
  readonly head: TreeRun;
  readonly base: TreeRun;
  /** Of the head, with their state. */
  readonly findings: readonly Finding[];
  readonly comparison: Comparison;
}

/** The findings about what a change brings to let findings pass, and the texts that they quote. */
export async function exceptionsOfChange(
  { head, base, findings, comparison }: Compared,
  { cwd, asOf, wantsFingerprints = true }: LintRequest,
): Promise<{
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, QuotedSource>;
}> {
  const held = heldBack(findings);
  const exceptions = newExceptions(
    treeExceptions(base),
    treeExceptions(head),
    comparison.baseOf,
    ({ location: { path, region } }) => held.get(keyOf(path, region)) ?? [],
  );
  const hash = await hashFor(wantsFingerprints, head.settings.known());
  const found: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const all = [...exceptions, ...ofBaseOnly(head, held)];
  for (const [path, own] of groupBy(all, (one) => one.path)) {
    const absolute = resolve(cwd, path);
    const repositoryPath = relativePath(absolute, head.settings.root);
    const { settings } = await head.settings.of(dirname(absolute));
    const inBase = join(base.settings.root, relative(head.settings.root, dirname(absolute)));
    const rules = stricter(settings.rules, (await base.settings.of(inBase)).settings.rules);
    const identity = { repositoryPath };
    const context = { path, identity, hash, asOf, images: settings.images };
    const ofFile = newExceptionFindings(own, rules, context);
    if (ofFile.length === 0) continue;
    found.push(...ofFile);
    sources.set(path, { text: textOf(path, head), repositoryPath });
  }
  return { findings: found, sources };
}

function treeExceptions({ settings, outcome }: TreeRun): TreeExceptions {
  const folderOf = (absolute: string): string => {
    const folder = relative(settings.root, dirname(absolute));
    return folder.replaceAll("\\", "/");
  };
  const entries = scopeEntries(settings.known(), folderOf);
  return { exemptions: outcome.exemptions, entries, folderOf };
}

/** The new findings that each suppression holds back. */
function heldBack(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
  const held = findings.flatMap((finding) => {
    const { suppressed, baselineState } = finding;
    if (suppressed === null || baselineState !== "new") return [];
    return [{ key: keyOf(suppressed.path, suppressed.region), finding }];
  });
  const groups = groupBy(held, ({ key }) => key);
  return new Map(Array.from(groups, ([key, own]) => [key, own.map(({ finding }) => finding)]));
}

/** What holds back a new finding only by the settings of the base: the head has no such entry, so that it stands at the finding. */
function ofBaseOnly(
  { outcome }: TreeRun,
  held: ReadonlyMap<string, readonly Finding[]>,
): readonly NewException[] {
  const own = new Set(
    outcome.exemptions.map(({ location: { path, region } }) => keyOf(path, region)),
  );
  return [...held].flatMap(([key, findings]): NewException[] => {
    const [first] = findings;
    if (own.has(key) || !first?.suppressed) return [];
    const { path, region, suppressed } = first;
    const hides = [...new Set(findings.map(({ ruleId }) => ruleId))];
    const about = suppressed.justification;
    return [{ kind: "base exception", about, change: null, hides, path, region }];
  });
}

function keyOf(path: Exemption["location"]["path"], region: Region): string {
  return `${path}\n${startKey(region)}`;
}

/** Each rule at the more severe of two levels: a change cannot turn off what reports it. */
function stricter(
  own: readonly EnabledRule[],
  other: readonly EnabledRule[],
): readonly EnabledRule[] {
  const rules = new Map(own.map((enabled) => [enabled.rule.id, enabled]));
  for (const enabled of other) {
    const known = rules.get(enabled.rule.id);
    if (!known || severityOf(enabled.level) < severityOf(known.level))
      rules.set(enabled.rule.id, enabled);
  }
  return [...rules.values()];
}

/** The text of a checked file, a configuration or a baseline; null for any other. */
function textOf(path: string, { settings, outcome }: TreeRun): string | null {
  const text = outcome.texts.get(path) ?? outcome.result.sources.get(path)?.text;
  return text ?? ofSettings(path, settings);
}

function ofSettings(path: string, settings: RunSettings): string | null {
  for (const { config, baseline } of settings.known()) {
    const own = config?.texts.find((one) => one.path === path);
    if (own) return own.text;
    if (baseline?.path === path) return baseline.accepted?.text ?? null;
  }
  return null;
}
