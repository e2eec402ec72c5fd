import type { Run as SarifRun } from "sarif";
import { isOpen } from "../../domain/rule/finding.ts";
import { atChangedLine } from "../../domain/rule/changed-place.ts";
import type { Run } from "../../domain/rule/run.ts";
import { jsonOrigins } from "../origins.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import { renderRun } from "../report-run.ts";
import type { ReportOptions, Reporter, ReportStart } from "../reporter.ts";
import { cutNotification, sarifNotification } from "./notifications.ts";
import { quoteFile, sourceRoot } from "./quoted-file.ts";
import { ResultQueue } from "./result-queue.ts";
import type { RuleEntry } from "./results.ts";
import { groupByLine, stateOf, toResult } from "./results.ts";
import { reportingDescriptor } from "./rules.ts";

/** GitHub rejects a file with more. */
const maxResults = 25_000;

/**
 * SARIF 2.1.0 as GitHub code scanning takes it, complete enough for other viewers. Suppressed and baselined findings are left
 * out unless `showSuppressed` is set.
 */
export function sarifReporter({ showSuppressed, sarifCategory }: ReportOptions): Reporter {
  const list = new StreamedList();
  // Results are rendered when they are written: as text they take many times the memory of findings.
  const queue = new ResultQueue<() => string>(maxResults);
  const rules = new Map<string, RuleEntry>();
  let hasBaseline = false;
  return {
    *begin(start) {
      for (const [index, { rule }] of start.rules.entries())
        rules.set(rule.id, { index, messages: rule.messages });
      hasBaseline = start.hasBaseline;
      const category = automationDetails(sarifCategory);
      yield list.begin(log({ ...sarifStart(start), ...category, results: listMark }));
    },
    *file({ path, source, findings, repositoryPathOf }) {
      const shown = showSuppressed ? findings : findings.filter(isOpen);
      if (shown.length === 0) return;
      const file = quoteFile(path, source);
      const placed = shown.map((finding) => atChangedLine(finding, source?.changedLines));
      for (const group of groupByLine(placed)) {
        const [finding] = group;
        const render = (): string => {
          const result = toResult(group, file, rules.get(finding.ruleId));
          const state = { showSuppressed, hasBaseline, path, file, repositoryPathOf };
          return list.item({ ...result, ...stateOf(group, state) });
        };
        for (const item of queue.add(finding.level, render)) yield list.add(item());
      }
    },
    *end({ notifications, repositoryPathOf, isIncomplete }) {
      for (const item of queue.rest()) yield list.add(item());
      const all = [...notifications, ...cutNotification(queue.cut, maxResults)];
      const invocation = {
        // With findings and unanswered lookups it is true. GitHub rejects a file with false: what was not read looks resolved.
        executionSuccessful: !isIncomplete,
        toolExecutionNotifications: all.map((notification) =>
          sarifNotification(notification, repositoryPathOf),
        ),
      };
      yield list.end(log({ results: listMark, invocations: [invocation] }));
    },
  };
}

/** The SARIF report of a run as one text. */
export function toSarif(run: Run, options?: Partial<ReportOptions>): string {
  return renderRun(sarifReporter, run, options);
}

/** One run: GitHub takes no more for one tool and category. */
function log(run: object): object {
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  };
}

/** GitHub takes what stands before the last slash for the category. In the file it wins over that of the upload. */
function automationDetails(category: string | null): Pick<SarifRun, "automationDetails"> {
  return category === null ? {} : { automationDetails: { id: `${category}/` } };
}

function sarifStart({ tool, asOf, rules, against, ...start }: ReportStart): SarifRun {
  return {
    tool: {
      driver: {
        name: tool.name,
        fullName: `${tool.name} ${tool.version}, linter for files that name Azure ML inference images`,
        version: tool.version,
        semanticVersion: tool.version,
        informationUri: tool.homepage,
        language: "en-US",
        rules: rules.map((rule) => reportingDescriptor(rule, tool.homepage)),
      },
    },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: {
      [sourceRoot]: { description: { text: "The root directory of the run." } },
    },
    properties: {
      ...{ asOf, ...jsonOrigins(start, "repositoryPath") },
      ...(against === undefined ? {} : { against }),
    },
  };
}
