import type { Baseline, BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { baselineFingerprintOf } from "../domain/rule/finding.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import { compareText } from "../text/compare-text.ts";
import { isJsonObject } from "../text/json-object.ts";
import type { Matchable } from "./match-findings.ts";
import { looseMatchIn, matchFindings } from "./match-findings.ts";

const schema = "inferlint.baseline/1";

/** A baseline as files are checked by it. */
export interface AcceptedEntries {
  /** @param path of a file, as the baseline names it */
  readonly of: (path: string) => readonly BaselineEntry[];
  /** Whether what it accepts is not reported; false where a policy does not let it count. */
  readonly counts: boolean;
}

export function acceptedEntries(baseline: Baseline, counts: boolean): AcceptedEntries {
  const byPath = new Map<string, BaselineEntry[]>();
  for (const entry of baseline.values()) {
    const entries = byPath.get(entry.path);
    if (entries) entries.push(entry);
    else byPath.set(entry.path, [entry]);
  }
  return { of: (path) => byPath.get(path) ?? [], counts };
}

/** What of a file its baseline accepts. */
export interface AppliedBaseline {
  readonly findings: readonly Finding[];
  /** The entries in use by their fingerprint, each as it would be written now. */
  readonly inUse: ReadonlyMap<string, BaselineEntry>;
}

/**
 * Marks the findings of a file that its baseline accepts. Suppressed ones stay as they are, and need an entry last.
 * @param offline findings of a run without a registry: what only such a run has keeps its entry, but accepts nothing
 * @param path of the file, as the baseline names it
 * @param rules that found them
 */
export function applyBaseline(
  findings: readonly Finding[],
  offline: readonly Finding[],
  path: string,
  baseline: AcceptedEntries | null,
  rules: readonly EnabledRule[],
): AppliedBaseline {
  const entries = baseline?.of(path) ?? [];
  if (!baseline || entries.length === 0) return { findings, inUse: new Map() };
  const known = new Set(findings.map(baselineFingerprintOf));
  const written = new Set(entries.map(({ fingerprint }) => fingerprint));
  const current = [
    ...findings.toSorted((a, b) => Number(a.suppressed !== null) - Number(b.suppressed !== null)),
    ...offline.filter((finding) => !known.has(baselineFingerprintOf(finding))),
  ].map((finding) => {
    // An entry may have the fingerprint of a former id of the rule.
    const former = finding.formerFingerprints?.find((key) => written.has(key));
    const own = matchable(entryOf(finding, path));
    return { ...own, finding, key: former ?? own.key };
  });
  const looseMatchOf = looseMatchIn(rules.map(({ rule }) => rule));
  const { pairs } = matchFindings(entries.map(matchable), current, looseMatchOf);
  const accepted = new Set(pairs.map((pair) => pair.current.finding));
  return {
    findings: findings.map((finding) =>
      baseline.counts && finding.suppressed === null && accepted.has(finding)
        ? { ...finding, baselined: true }
        : finding,
    ),
    inUse: new Map(pairs.map((pair) => [pair.known.key, pair.current.entry])),
  };
}

function matchable(entry: BaselineEntry): Matchable & { readonly entry: BaselineEntry } {
  const { path, rule, about, fingerprint } = entry;
  return { path, rule, image: about.replace(/, stage [^,\s]*$/, ""), key: fingerprint, entry };
}

/** Finds out which entries of a baseline no longer have a finding. */
export interface BaselineTracker {
  /** @param inUse of the checked file: its entries with a finding */
  readonly recordChecked: (
    path: string,
    inUse: AppliedBaseline["inUse"],
    isConclusive: (
      ruleId: string,
      includesImage?: (repository: string | null) => boolean,
    ) => boolean,
  ) => void;
  /** Its file was checked, its rule was conclusive, and the finding no longer exists. */
  readonly isResolved: (entry: BaselineEntry) => boolean;
  /** Fingerprints of entries that have a finding, and of those that have none in a checked file. */
  readonly recorded: () => {
    readonly present: readonly string[];
    readonly resolved: readonly string[];
  };
  /** The entry of the same finding as it would be written now: its stage or image may have changed. */
  readonly current: (entry: BaselineEntry) => BaselineEntry;
}

export function baselineTracker(entries: AcceptedEntries | null): BaselineTracker {
  const resolved = new Set<string>();
  // A file that several links lead to can be checked more than once, by other settings. What one of them finds unchanged stays.
  const present = new Map<string, BaselineEntry>();
  return {
    recordChecked: (path, inUse, isConclusive) => {
      for (const entry of entries?.of(path) ?? []) {
        const { fingerprint, rule, about } = entry;
        // What is unknown about other images does not matter to this entry.
        const includesImage = (repository: string | null): boolean =>
          repository === null || about.startsWith(`${microsoftRegistry}/${repository}, `);
        const now = inUse.get(fingerprint);
        if (now) {
          if (!present.has(fingerprint) || now.fingerprint === fingerprint)
            present.set(fingerprint, now);
        } else if (isConclusive(rule, includesImage)) resolved.add(fingerprint);
      }
    },
    recorded: () => ({ present: [...present.keys()], resolved: [...resolved] }),
    isResolved: ({ fingerprint }) => resolved.has(fingerprint) && !present.has(fingerprint),
    current: (entry) => present.get(entry.fingerprint) ?? entry,
  };
}

/**
 * The baseline after a run: without its resolved entries, those of moved findings as they are now and, where asked for, with
 * the new findings.
 * @param findings of its files, each with the path of the file as the baseline names it
 */
export function updatedBaseline(
  before: Baseline | null,
  findings: readonly { readonly finding: Finding; readonly path: string }[],
  { isResolved, current }: Pick<BaselineTracker, "isResolved" | "current">,
  addsNew: boolean,
): Baseline {
  const kept = [...(before?.values() ?? [])].filter((entry) => !isResolved(entry)).map(current);
  const added =
    before === null || addsNew
      ? findings
          .filter(({ finding }) => finding.suppressed === null)
          .map(({ finding, path }) => entryOf(finding, path))
      : [];
  return new Map([...kept, ...added].map((entry) => [entry.fingerprint, entry]));
}

function entryOf(finding: Finding, path: string): BaselineEntry {
  const { ruleId, subject } = finding;
  const [image = "", stage] = subject.split("|", 2);
  // A file of another kind than a Dockerfile has no stages.
  const about = (stage ?? "") === "" ? image : `${image}, stage ${stage}`;
  return { path, rule: ruleId, about, fingerprint: baselineFingerprintOf(finding) };
}

/** One line for each entry, sorted, so that diffs are readable. */
export function baselineText(baseline: Baseline): string {
  const entries = [...baseline.values()].sort(
    (a, b) =>
      compareText(a.path, b.path) ||
      compareText(a.rule, b.rule) ||
      compareText(a.about, b.about) ||
      compareText(a.fingerprint, b.fingerprint),
  );
  const lines = entries.map(({ path, rule, about, fingerprint }) => {
    const parts = Object.entries({ path, rule, about, fingerprint });
    return `    { ${parts.map(([key, value]) => `"${key}": ${JSON.stringify(value)}`).join(", ")} }`;
  });
  const list = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "schema": "${schema}",\n  "findings": ${list}\n}\n`;
}

/** A baseline from its text, or why it is invalid. */
export function readBaseline(
  text: string,
  formerIds: FormerIds = new Map(),
): Baseline | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { why: `it is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (!isJsonObject(value) || value["schema"] !== schema)
    return { why: `it is not a baseline of this version, which has "schema": "${schema}"` };
  const { findings } = value;
  if (!Array.isArray(findings)) return { why: 'its "findings" is not a list' };
  const entries = new Map<string, BaselineEntry>();
  for (const [index, entry] of findings.entries()) {
    if (!isEntry(entry))
      return {
        why: `entry ${index + 1} does not have path, rule, about and a fingerprint of 32 hexadecimal digits`,
      };
    const { path, rule, about, fingerprint } = entry;
    const id = formerIds.get(rule);
    const named = id === undefined ? { rule } : { rule: id, formerRule: rule };
    entries.set(fingerprint, { path, ...named, about, fingerprint });
  }
  return entries;
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isJsonObject(value)) return false;
  const { path, rule, about, fingerprint } = value;
  const texts = [path, rule, about, fingerprint];
  return (
    texts.every((text) => typeof text === "string") && /^[0-9a-f]{32}$/.test(fingerprint as string)
  );
}
