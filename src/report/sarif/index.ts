import type { Log, Notification as SarifNotification, Result, Run as SarifRun } from "sarif";
import { isOpen } from "../../domain/rule/finding.ts";
import type { Notification, Run } from "../../domain/rule/run.ts";
import { JsonItems, logSafeJson } from "../log-safe-json.ts";
import { unlinked } from "./message.ts";
import { artifactLocation, quoteFile, sourceRoot } from "./quoted-file.ts";
import type { Group } from "./results.ts";
import { groupByLine, mostSevere, stateOf, toResult } from "./results.ts";
import { reportingDescriptor } from "./rules.ts";

/** GitHub refuses a file with more. */
const maxResults = 25_000;

/** A log whose results are still to come. */
interface Outline extends Omit<Log, "runs"> {
  readonly runs: (Omit<SarifRun, "results"> & { readonly results: JsonItems })[];
}

export interface SarifOptions {
  /** Keeps suppressed and baselined results, marked as such. GitHub would open them as alerts all the same. */
  readonly includeSuppressed: boolean;
}

/**
 * SARIF 2.1.0 as GitHub code scanning takes it, complete enough for other viewers. Suppressed and baselined findings stay out
 * unless they are asked for.
 */
export function toSarif(run: Run, options?: SarifOptions): string {
  return Array.from(sarifPieces(run, options)).join("");
}

/** The report in pieces, so that a long one need not be held as one text. */
export function* sarifPieces(
  run: Run,
  { includeSuppressed }: SarifOptions = { includeSuppressed: false },
): Iterable<string> {
  const { tool } = run;
  const groups = groupByLine(includeSuppressed ? run.findings : run.findings.filter(isOpen));
  const reported = mostSevere(groups, maxResults);
  const log: Outline = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            fullName: `${tool.name} ${tool.version}, linter for Dockerfiles on Azure ML inference images`,
            version: tool.version,
            semanticVersion: tool.version,
            informationUri: tool.homepage,
            language: "en-US",
            rules: run.rules.map((enforced) => reportingDescriptor(enforced, tool.homepage)),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: {
          [sourceRoot]: { description: { text: "The root directory of the repository." } },
        },
        invocations: [
          {
            // Findings and unanswered look-ups alike: GitHub refuses a file that says otherwise.
            executionSuccessful: true,
            toolExecutionNotifications: [
              ...run.notifications,
              ...cutNotification(groups.length - reported.length),
            ].map((notification) => sarifNotification(notification, run.sources)),
          },
        ],
        results: new JsonItems(results(reported, run, includeSuppressed)),
      },
    ],
  };
  yield* logSafeJson(log);
}

function* results(
  groups: readonly Group[],
  { rules, sources, hasBaseline }: Run,
  withStates: boolean,
): Iterable<Result> {
  const entries = new Map(
    rules.map(({ rule }, index) => [rule.id, { index, messages: rule.messages }]),
  );
  // Findings come file by file, so that one file at a time is enough.
  let path: string | null = null;
  let file = quoteFile("", undefined);
  for (const group of groups) {
    const [finding] = group;
    if (finding.path !== path) file = quoteFile(finding.path, sources.get(finding.path));
    path = finding.path;
    const result = toResult(group, file, entries.get(finding.ruleId));
    yield withStates ? { ...result, ...stateOf(finding, hasBaseline) } : result;
  }
}

function cutNotification(cut: number): readonly Notification[] {
  if (cut === 0) return [];
  const message = `${cut} of the least severe results are left out: GitHub takes at most ${maxResults} in one file.`;
  return [{ level: "warning", id: "results-cut", message, path: null, region: null }];
}

function sarifNotification(
  { level, id, message, path, region }: Notification,
  sources: Run["sources"],
): SarifNotification {
  return {
    descriptor: { id },
    level,
    message: { text: unlinked(message) },
    ...(path === null
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: artifactLocation(path, sources.get(path)),
                ...(region === null ? {} : { region }),
              },
            },
          ],
        }),
  };
}
