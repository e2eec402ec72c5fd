import type { Finding } from "../domain/rule/finding.ts";
import { severityOf } from "../domain/rule/finding.ts";
import type { UnidentifiedFinding } from "./run-rules.ts";
import { regionKey } from "../domain/build/region.ts";
import { flowOf } from "../domain/rule/flow.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";

/**
 * Merges the findings of all variants of a file's build: each message at each place once, at the highest level. If the options
 * of a rule differ between variants, it can have two messages for one image at one place: that of a further variant is added
 * only if its level is higher.
 */
export function mergeVariants(
  variants: readonly (readonly UnidentifiedFinding[])[],
): readonly UnidentifiedFinding[] {
  const [first = [], ...others] = variants;
  if (others.length === 0) return dedupe(first);
  const own = new Map<string, number>();
  for (const finding of first) {
    const key = subjectKey(finding);
    own.set(key, Math.min(severityOf(finding.level), own.get(key) ?? Infinity));
  }
  const more = others
    .flat()
    .filter((finding) => severityOf(finding.level) < (own.get(subjectKey(finding)) ?? Infinity));
  return dedupe([...first, ...more]);
}

/** What two findings of different variants agree in if they are about the same. A token has one open question at most. */
function subjectKey(finding: UnidentifiedFinding): string {
  return `${tokenKey(finding)}\n${finding.kind === "open" ? "" : finding.subject}`;
}

/** Each message at each place once, at the highest level. */
export function dedupe(findings: readonly UnidentifiedFinding[]): readonly UnidentifiedFinding[] {
  const byToken = new Map<string, number[]>();
  const kept: UnidentifiedFinding[] = [];
  for (const finding of findings) {
    const key = tokenKey(finding);
    const indices = byToken.get(key);
    const at = indices?.find((index) => hasSameMessage(kept[index], finding));
    const before = at === undefined ? undefined : kept[at];
    if (at === undefined || !before) {
      const index = kept.push(finding) - 1;
      if (indices) indices.push(index);
      else byToken.set(key, [index]);
    } else if (severityOf(finding.level) < severityOf(before.level)) kept[at] = finding;
  }
  return kept;
}

function hasSameMessage(
  before: UnidentifiedFinding | undefined,
  { message }: UnidentifiedFinding,
): boolean {
  return (
    before?.message.id === message.id &&
    before.message.remedy.action === message.remedy.action &&
    before.message.arguments.every((argument, index) => argument === message.arguments[index])
  );
}

/** The names of a file in fingerprints, with `/`. */
export interface FileIdentity {
  /** Relative to the root of the run. */
  readonly repositoryPath: string;
  /** Relative to the root of the repository that the baseline is of; absent where that is the root of the run. */
  readonly baselinePath?: string;
}

/** How a baseline names a file. */
export function baselinePathOf({ repositoryPath, baselinePath }: FileIdentity): string {
  return baselinePath ?? repositoryPath;
}

/**
 * Gives findings their identity: rule, file, image and stage; further findings that agree in all of these are numbered.
 * @param hash a digest in hexadecimal
 * @param formerIds of rules, where a baseline may have them
 */
export function fingerprinter(
  identity: FileIdentity,
  hash: (text: string) => string,
  formerIds: FormerIds = new Map(),
): (finding: UnidentifiedFinding) => Finding {
  const { repositoryPath } = identity;
  const baselinePath = baselinePathOf(identity);
  const seen = new Map<string, number>();
  return (finding) => {
    const { ruleId, subject } = finding;
    const key = [ruleId, subject].join("\n");
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    const fingerprintIn = (path: string, rule = ruleId) =>
      hash([rule, path, subject, count].join("\n"));
    const fingerprint = fingerprintIn(repositoryPath);
    const flow = flowOf(finding);
    const former = [...formerIds].flatMap(([name, id]) => (id === ruleId ? [name] : []));
    const identified = {
      ...finding,
      ...(flow === undefined ? {} : { flow }),
      ...(former.length === 0
        ? {}
        : { formerFingerprints: former.map((name) => fingerprintIn(baselinePath, name)) }),
      ...{ fingerprint, suppressed: null, baselined: false },
    };
    return baselinePath === repositoryPath
      ? identified
      : { ...identified, baselineFingerprint: fingerprintIn(baselinePath) };
  };
}

function tokenKey({ ruleId, region }: UnidentifiedFinding): string {
  return `${ruleId} ${regionKey(region)}`;
}
