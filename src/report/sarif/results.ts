import type { Fix as SarifFix, Location, Result } from "sarif";
import type { Finding, Fix } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";
import type { MessageTemplates } from "../../domain/rule/message.ts";
import type { QuotedFile } from "./quoted-file.ts";
import { sarifMessage, sentences, unlinked } from "./message.ts";

/** GitHub refuses a file with a result of more than 1,000 places and shows 100. */
const maxRelated = 99;
/** Others on the same line that a message spells out. */
const maxMentioned = 5;

/** What results say of their rule. */
export interface RuleEntry {
  readonly index: number;
  readonly messages: MessageTemplates;
}

/** Findings of one rule on one line of one file: one alert on GitHub, which tells alerts apart by rule and line. */
export type Group = readonly [Finding, ...Finding[]];

/** Groups in order of their first finding. */
export function groupByLine(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    // What is suppressed or in the baseline stays apart from what is not.
    const { ruleId, path, region, suppressed, baselined } = finding;
    const key = JSON.stringify([ruleId, path, region.startLine, suppressed?.kind, baselined]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

/** The most severe groups, in their own order. */
export function mostSevere(groups: readonly Group[], limit: number): readonly Group[] {
  if (groups.length <= limit) return groups;
  const bySeverity = groups.toSorted(
    ([a], [b]) => levels.indexOf(a.level) - levels.indexOf(b.level),
  );
  const kept = new Set(bySeverity.slice(0, limit));
  return groups.filter((group) => kept.has(group));
}

export function toResult(group: Group, file: QuotedFile, rule: RuleEntry | undefined): Result {
  const [finding, ...others] = group;
  const { related, mentions } = relatedLocations(finding, others, file);
  const fixes = sarifFixes(group, file);
  return {
    ruleId: finding.ruleId,
    ...(rule ? { ruleIndex: rule.index } : {}),
    level: finding.level,
    message: sarifMessage(finding.message, rule?.messages ?? {}, mentions),
    locations: [file.locationInContext(finding.region)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    partialFingerprints: fingerprints(finding, file),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: {
      confidence: finding.confidence,
      ...(finding.image === null ? {} : { image: finding.image }),
      evidence: group.flatMap(({ evidence }) => evidence),
    },
  };
}

/** Whether a result is held back, and why, as SARIF says it. */
export function stateOf(
  { suppressed, baselined }: Finding,
  hasBaseline: boolean,
): Pick<Result, "suppressions" | "baselineState"> {
  return {
    // An empty list says that it is known not to be suppressed; once one result has a list, all have.
    suppressions: suppressed
      ? [{ kind: suppressed.kind, justification: suppressed.justification }]
      : [],
    ...(hasBaseline ? { baselineState: baselined ? "unchanged" : "new" } : {}),
  };
}

/** GitHub's own fingerprint where the text is at hand, and ours, which outlives edits above and below. */
function fingerprints({ region, fingerprint }: Finding, file: QuotedFile): Record<string, string> {
  const hash = file.lineHash(region.startLine);
  return {
    ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
    "inferlint/v1": fingerprint,
  };
}

/** The places that explain the finding, then the others of its rule on its line, each linked from the message. */
function relatedLocations(
  finding: Finding,
  others: readonly Finding[],
  file: QuotedFile,
): { readonly related: Location[]; readonly mentions: readonly string[] } {
  const related: Location[] = [];
  const add = (region: Finding["region"], text: string): number => {
    related.push({ id: related.length + 1, ...file.location(region), message: { text } });
    return related.length;
  };
  const module = maxRelated - Math.min(others.length, maxMentioned);
  for (const { region, message } of finding.related.slice(0, module))
    add(region, unlinked(message));
  const mentions = others.slice(0, maxMentioned).map((other) => {
    const said = sentences(other.message);
    const id = add(other.region, `${said}.`);
    return `Also on this line, at [column ${other.region.startColumn}](${id}): ${said}`;
  });
  const unmentioned = others.slice(maxMentioned);
  for (const other of unmentioned.slice(0, maxRelated - related.length))
    add(other.region, `${sentences(other.message)}.`);
  if (unmentioned.length > 0) mentions.push(`And ${unmentioned.length} more on this line`);
  return { related, mentions };
}

function sarifFixes(group: Group, file: QuotedFile): SarifFix[] {
  const fixes = group.flatMap(({ fix }) => (fix && fix.edits.length > 0 ? [fix] : []));
  const distinct = new Map(fixes.map((fix) => [JSON.stringify(fix), fix]));
  return [...distinct.values()].map((fix) => sarifFix(fix, file));
}

function sarifFix({ safe, description, edits }: Fix, file: QuotedFile): SarifFix {
  return {
    description: { text: description },
    artifactChanges: [
      {
        artifactLocation: file.artifact,
        replacements: edits.map(
          ({ region: { startLine, startColumn, endLine, endColumn }, text }) => ({
            deletedRegion: { startLine, startColumn, endLine, endColumn },
            insertedContent: { text },
          }),
        ),
      },
    ],
    properties: { safe },
  };
}
