import type { Baseline, BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import { compareText } from "./order.ts";

const schema = "inferlint.baseline/1";

/** Marks the findings that the baseline knows. Suppressed ones stay what they are. */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline | null,
  mayBaseline: (ruleId: string) => boolean,
): { readonly findings: readonly Finding[]; readonly rejected: readonly Finding[] } {
  if (!baseline) return { findings, rejected: [] };
  const rejected: Finding[] = [];
  const marked = findings.map((finding) => {
    if (finding.suppressed || !baseline.has(finding.fingerprint)) return finding;
    if (mayBaseline(finding.ruleId)) return { ...finding, baselined: true };
    rejected.push(finding);
    return finding;
  });
  return { findings: marked, rejected };
}

/** Which entries of a baseline a run can speak about. */
export interface BaselineTracker {
  /** @param repositoryPath of a file */
  readonly hasEntries: (repositoryPath: string) => boolean;
  readonly checked: (
    repositoryPath: string,
    fingerprints: ReadonlySet<string>,
    isConclusive: (ruleId: string, concerns?: (repository: string | null) => boolean) => boolean,
  ) => void;
  /** Its file was judged and its rule decided, and the finding is not there. */
  readonly isResolved: (entry: BaselineEntry) => boolean;
}

export function baselineTracker(baseline: Baseline | null): BaselineTracker {
  const gone = new Set<string>();
  const byPath = new Map<string, BaselineEntry[]>();
  for (const entry of baseline?.values() ?? []) {
    const entries = byPath.get(entry.path);
    if (entries) entries.push(entry);
    else byPath.set(entry.path, [entry]);
  }
  return {
    hasEntries: (path) => byPath.has(path),
    checked: (path, fingerprints, isConclusive) => {
      const entries = byPath.get(path);
      if (!entries) return;
      for (const { fingerprint, rule, about } of entries) {
        // What is not known of other images does not bring this one back.
        const concerns = (repository: string | null): boolean =>
          repository === null || about.startsWith(`${microsoftRegistry}/${repository}, `);
        if (!fingerprints.has(fingerprint) && isConclusive(rule, concerns)) gone.add(fingerprint);
      }
    },
    isResolved: ({ fingerprint }) => gone.has(fingerprint),
  };
}

/**
 * The baseline after a run: it shrinks, and takes in what is new only where it is told to grow.
 * @param isGone whether the file of an entry was judged and its rule decided, without the finding
 */
export function updatedBaseline(
  before: Baseline | null,
  findings: readonly { readonly finding: Finding; readonly repositoryPath: string }[],
  isResolved: (entry: BaselineEntry) => boolean,
  grow: boolean,
): Baseline {
  const kept = [...(before?.values() ?? [])].filter((entry) => !isResolved(entry));
  const current = findings
    .filter(({ finding }) => finding.suppressed === null)
    .map(({ finding, repositoryPath }) => entryOf(finding, repositoryPath));
  const added = before === null || grow ? current : [];
  return new Map([...kept, ...added].map((entry) => [entry.fingerprint, entry]));
}

function entryOf({ ruleId, subject, fingerprint }: Finding, path: string): BaselineEntry {
  const [image = "", stage] = subject.split("|", 2);
  const about = stage === undefined ? image : `${image}, stage ${stage}`;
  return { path, rule: ruleId, about, fingerprint };
}

/** One line for each entry, in order, so that a change is seen as what it is. */
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

/** A baseline from its text, or what is wrong with it. */
export function readBaseline(text: string): Baseline | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    return { why: `it is not JSON (${error instanceof Error ? error.message : String(error)})` };
  }
  if (!isRecord(value) || value["schema"] !== schema)
    return { why: `it is no baseline of this version, which says "schema": "${schema}"` };
  const { findings } = value;
  if (!Array.isArray(findings)) return { why: 'its "findings" is not a list' };
  const entries = new Map<string, BaselineEntry>();
  for (const [index, entry] of findings.entries()) {
    if (!isEntry(entry))
      return {
        why: `entry ${index + 1} does not have path, rule, about and a fingerprint of 32 hexadecimal digits`,
      };
    const { path, rule, about, fingerprint } = entry;
    entries.set(fingerprint, { path, rule, about, fingerprint });
  }
  return entries;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isRecord(value)) return false;
  const { path, rule, about, fingerprint } = value;
  const texts = [path, rule, about, fingerprint];
  return (
    texts.every((text) => typeof text === "string") && /^[0-9a-f]{32}$/.test(fingerprint as string)
  );
}
