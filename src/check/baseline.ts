import type { Baseline, BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { baselineFingerprintOf, baselineFingerprintsOf } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import { compareText } from "../text/compare-text.ts";
import { isJsonObject } from "../text/json-object.ts";

const schema = "inferlint.baseline/1";

/** Marks the findings that are in the baseline. Suppressed ones stay as they are. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline | null,
  mayBaseline: (ruleId: string) => boolean,
): { readonly findings: readonly Finding[]; readonly rejected: readonly Finding[] } {
  if (!baseline) return { findings, rejected: [] };
  const rejected: Finding[] = [];
  const marked = findings.map((finding) => {
    const isKnown = baselineFingerprintsOf(finding).some((fingerprint) =>
      baseline.has(fingerprint),
    );
    if (finding.suppressed || !isKnown) return finding;
    if (mayBaseline(finding.ruleId)) return { ...finding, baselined: true };
    rejected.push(finding);
    return finding;
  });
  return { findings: marked, rejected };
}

/** Finds out which entries of a baseline no longer have a finding. */
export interface BaselineTracker {
  /** @param path of a file, as the baseline names it */
  readonly hasEntries: (path: string) => boolean;
  readonly recordChecked: (
    path: string,
    fingerprints: ReadonlySet<string>,
    isConclusive: (
      ruleId: string,
      includesImage?: (repository: string | null) => boolean,
    ) => boolean,
  ) => void;
  /** Its file was checked, its rule was conclusive, and the finding no longer exists. */
  readonly isResolved: (entry: BaselineEntry) => boolean;
}

export function baselineTracker(baseline: Baseline | null): BaselineTracker {
  const resolved = new Set<string>();
  // A file that several links lead to can be checked more than once, by other settings.
  const present = new Set<string>();
  const byPath = new Map<string, BaselineEntry[]>();
  for (const entry of baseline?.values() ?? []) {
    const entries = byPath.get(entry.path);
    if (entries) entries.push(entry);
    else byPath.set(entry.path, [entry]);
  }
  return {
    hasEntries: (path) => byPath.has(path),
    recordChecked: (path, fingerprints, isConclusive) => {
      const entries = byPath.get(path);
      if (!entries) return;
      for (const { fingerprint, rule, about } of entries) {
        // What is unknown about other images does not matter to this entry.
        const includesImage = (repository: string | null): boolean =>
          repository === null || about.startsWith(`${microsoftRegistry}/${repository}, `);
        if (fingerprints.has(fingerprint)) present.add(fingerprint);
        else if (isConclusive(rule, includesImage)) resolved.add(fingerprint);
      }
    },
    isResolved: ({ fingerprint }) => resolved.has(fingerprint) && !present.has(fingerprint),
  };
}

/**
 * The baseline after a run: without its resolved entries and, where asked for, with the new findings.
 * @param findings of its files, each with the path of the file as the baseline names it
 * @param isResolved whether the finding of an entry no longer exists
 */
export function updatedBaseline(
  before: Baseline | null,
  findings: readonly { readonly finding: Finding; readonly path: string }[],
  isResolved: (entry: BaselineEntry) => boolean,
  addsNew: boolean,
): Baseline {
  const unsuppressed = findings.filter(({ finding }) => finding.suppressed === null);
  const current = unsuppressed.map(({ finding, path }) => entryOf(finding, path));
  // An entry with a former id of its rule is written with that of today.
  const renamed = new Map(
    unsuppressed.flatMap(({ finding, path }) =>
      (finding.formerFingerprints ?? []).map((former) => [former, entryOf(finding, path)] as const),
    ),
  );
  const kept = [...(before?.values() ?? [])]
    .filter((entry) => !isResolved(entry))
    .map((entry) => renamed.get(entry.fingerprint) ?? entry);
  const added = before === null || addsNew ? current : [];
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
