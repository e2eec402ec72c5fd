import type { Fix as SarifFix, Location, Result } from "sarif";
import type { Finding, Fix } from "../../domain/rule/finding.ts";
import { enforcementText } from "../../domain/rule/enforcement.ts";
import type { MessageTemplates } from "../../domain/rule/message.ts";
import type { QuotedFile } from "./quoted-file.ts";
import { withoutStop } from "../../domain/rule/message.ts";
import { groupBy } from "../../text/list.ts";
import { sarifMessage, unlinked } from "./message.ts";
import type { SuppressedIn } from "./suppressions.ts";
import { sarifSuppressions } from "./suppressions.ts";

/** GitHub rejects a file with a result of more than 1,000 locations and shows 100. */
const maxRelated = 99;
/** How many others on the same line a message describes. */
const maxMentioned = 5;

/** What a result needs of its rule. */
export interface RuleEntry {
  readonly index: number;
  readonly messages: MessageTemplates;
}

/** Findings of one rule on one line of one file: one alert on GitHub, which tells alerts apart by rule and line. */
export type Group = readonly [Finding, ...Finding[]];

/** @param findings of one file; the groups are in order of their first finding */
export function groupByLine(findings: readonly Finding[]): readonly Group[] {
  const groups = groupBy(findings, ({ ruleId, region, suppressed, baselined, baselineState }) => {
    // Suppressed, baselined, open and new findings have different states.
    const state = [suppressed?.kind, baselined, baselineState];
    return JSON.stringify([ruleId, region.startLine, ...state]);
  });
  return [...groups.values()];
}

export function toResult(group: Group, file: QuotedFile, rule: RuleEntry | undefined): Result {
  const [finding] = group;
  const messages = rule?.messages ?? {};
  const { related, mentions } = relatedLocations(group, file, messages);
  const fixes = sarifFixes(group, file);
  return {
    ruleId: finding.ruleId,
    ...(rule ? { ruleIndex: rule.index } : {}),
    level: finding.level,
    message: sarifMessage(finding.message, messages, [...conditionOf(finding), ...mentions]),
    locations: [file.locationInContext(finding.region)],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...codeFlows(group, file),
    partialFingerprints: fingerprints(finding, file),
    ...(fixes.length > 0 ? { fixes } : {}),
    properties: {
      ...(finding.kind === undefined ? {} : { kind: finding.kind }),
      confidence: finding.confidence,
      ...(finding.image === null ? {} : { image: finding.image }),
      evidence: group.flatMap(({ evidence }) => evidence),
    },
  };
}

/** Whether a result is suppressed, in the baseline, or not in the base that is compared with, in SARIF's terms. */
export function stateOf(
  group: Group,
  {
    showSuppressed,
    hasBaseline,
    ...where
  }: SuppressedIn & { readonly showSuppressed: boolean; readonly hasBaseline: boolean },
): Pick<Result, "suppressions" | "baselineState"> {
  const [{ baselined, baselineState }] = group;
  const ofBaseline = showSuppressed && hasBaseline ? (baselined ? "unchanged" : "new") : null;
  const state = baselineState ?? ofBaseline;
  return {
    // An empty list means not suppressed. Once one result has a list, all results need one.
    ...(showSuppressed ? { suppressions: sarifSuppressions(group, where) } : {}),
    ...(state === null ? {} : { baselineState: state }),
  };
}

/** GitHub's own fingerprint where the text is known, and ours, which does not change with edits above and below. */
function fingerprints({ region, fingerprint }: Finding, file: QuotedFile): Record<string, string> {
  const hash = file.lineHash(region.startLine);
  return {
    ...(hash === undefined ? {} : { primaryLocationLineHash: hash }),
    "inferlint/v1": fingerprint,
  };
}

/** The locations that explain the finding, then the others of its rule on its line, each linked from the message. */
function relatedLocations(
  [finding, ...others]: Group,
  file: QuotedFile,
  messages: MessageTemplates,
): { readonly related: Location[]; readonly mentions: readonly string[] } {
  const related: Location[] = [];
  const textOf = (other: Finding): string =>
    sarifMessage(other.message, messages, conditionOf(other)).text ?? "";
  const add = (region: Finding["region"], text: string): number => {
    related.push({ id: related.length + 1, ...file.location(region), message: { text } });
    return related.length;
  };
  const limit = maxRelated - Math.min(others.length, maxMentioned);
  for (const { region, message } of finding.related.slice(0, limit)) add(region, unlinked(message));
  const mentions = others.slice(0, maxMentioned).map((other) => {
    const text = textOf(other);
    const id = add(other.region, text);
    return `Also on this line, at [column ${other.region.startColumn}](${id}): ${withoutStop(text)}`;
  });
  const unmentioned = others.slice(maxMentioned);
  for (const other of unmentioned.slice(0, maxRelated - related.length))
    add(other.region, textOf(other));
  if (unmentioned.length > 0) mentions.push(`And ${unmentioned.length} more on this line`);
  return { related, mentions };
}

/** The steps that lead to each finding that the message describes; those of one line often share them. */
function codeFlows(group: Group, file: QuotedFile): Pick<Result, "codeFlows"> {
  const flows = group.slice(0, 1 + maxMentioned).flatMap(({ flow }) => (flow ? [flow] : []));
  const distinct = new Map(flows.map((flow) => [JSON.stringify(flow), flow]));
  if (distinct.size === 0) return {};
  const codeFlows = [...distinct.values()].map((flow) => ({
    threadFlows: [
      {
        locations: flow.map(({ region, message }) => ({
          location: { ...file.location(region), message: { text: unlinked(message) } },
        })),
      },
    ],
  }));
  return { codeFlows };
}

/** What the finding assumes, and from when on it is an error: message templates do not have it. */
function conditionOf({ condition, enforcedFrom }: Finding): readonly string[] {
  return [
    ...(condition === undefined ? [] : [`This applies ${condition}`]),
    ...(enforcedFrom === undefined ? [] : [enforcementText(enforcedFrom)]),
  ];
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
