import type { Finding, Level } from "../domain/rule/finding.ts";
import type { MergedCounts } from "./merged-counts.ts";
import type { Notification, QuotedSource, Run, RunOrigins } from "../domain/rule/run.ts";

/** What a report knows before the first file. */
export type ReportStart = Pick<
  Run,
  "tool" | "asOf" | "rules" | "failOn" | "hasBaseline" | "against"
> &
  RunOrigins;

/** One file with findings. */
export interface FileReport {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null where nothing but the path is known. */
  readonly source: QuotedSource | null;
  /** By place, then by rule; suppressed and baselined ones too. */
  readonly findings: readonly Finding[];
  /** As those of the totals. */
  readonly repositoryPathOf: ReportTotals["repositoryPathOf"];
  readonly pathFromRoot: ReportTotals["pathFromRoot"];
}

/** How many findings there are. A finding is open if it is neither suppressed nor in the baseline. */
export interface FindingCounts {
  /** Open findings. */
  readonly byLevel: Readonly<Record<Level, number>>;
  /** Open findings, by rule id. */
  readonly byRule: ReadonlyMap<string, number>;
  /** Files with open findings. */
  readonly files: number;
  /** Open findings with a fix, and those among them whose fix is safe. */
  readonly fixable: number;
  readonly safelyFixable: number;
  readonly suppressed: number;
  readonly baselined: number;
  /** Open findings that the base of a change has as well; null without a base. They are in no other count. */
  readonly existing: number | null;
}

/** What a report knows after the last file. */
export interface ReportTotals extends Pick<
  Run,
  | "files"
  | "checked"
  | "images"
  | "coverage"
  | "otherImages"
  | "answeredBy"
  | "isIncomplete"
  | "recorded"
  | "supportEnds"
  | "shard"
  | "belowMinLevel"
> {
  readonly counts: FindingCounts;
  readonly notifications: readonly Notification[];
  /** Of a merged run: findings by repository, image and rule; absent for a run of one tree. */
  readonly merged?: MergedCounts;
  /** The path of a file from the root of the run; null where it is not known. */
  readonly repositoryPathOf: (path: string) => string | null;
  /** The same, or else the path itself. */
  readonly pathFromRoot: (path: string) => string;
}

export interface ReportOptions {
  readonly colors: boolean;
  /** Columns of the terminal. */
  readonly width: number;
  /** Text: long messages, evidence and related places. */
  readonly verbose: boolean;
  /** Findings only, without a summary. */
  readonly quiet: boolean;
  /** Lists suppressed and baselined findings too, marked as such. GitHub opens those of SARIF as alerts nevertheless. */
  readonly showSuppressed: boolean;
  /** SARIF: tells several uploads of one commit apart; null where the upload says it. */
  readonly sarifCategory: string | null;
}

export const defaultReportOptions: ReportOptions = {
  colors: false,
  width: 80,
  verbose: false,
  quiet: false,
  showSuppressed: false,
  sarifCategory: null,
};

/** Writes one report, file by file, as pieces of text: no format needs the whole run in memory. */
export interface Reporter {
  /** Called once, first. */
  begin(start: ReportStart): Iterable<string>;
  /** Called for each file with findings, in order of path. */
  file(file: FileReport): Iterable<string>;
  /** Called once, last. */
  end(totals: ReportTotals): Iterable<string>;
}

export type CreateReporter = (options: ReportOptions) => Reporter;
