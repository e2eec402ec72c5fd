import type { ShardRecord } from "../../domain/rule/shard-record.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { asObject } from "../../text/json-object.ts";
import { readShape, ShapeError } from "../../text/json-shape.ts";
import type { NamedReport } from "../reports/open-report.ts";
import { isUnreadable, openReport } from "../reports/open-report.ts";
import type { ReportToMerge } from "./report-shape.ts";
import { reportToMerge } from "./report-shape.ts";

/** A report that can be merged. */
export interface OpenedReport extends NamedReport {
  readonly report: ReportToMerge;
  /** Absent for the report of a whole run. */
  readonly shard?: ShardRecord;
}

/**
 * Reads reports of this version of inferlint that agree in what was checked for.
 * @throws UsageError that names the file, or the two files that do not go together
 */
export function readReports(
  reports: readonly NamedReport[],
  cwd: string,
  { version }: Tool,
): readonly OpenedReport[] {
  const opened: OpenedReport[] = [];
  for (const named of reports) {
    const report = readOne(named, cwd, opened[0] ?? null, version);
    const [first] = opened;
    if (first) requireSame(first, { ...named, report });
    const { shard } = report;
    opened.push({ ...named, report, ...(shard ? { shard } : {}) });
  }
  return opened;
}

function readOne(
  named: NamedReport,
  cwd: string,
  first: OpenedReport | null,
  version: string,
): ReportToMerge {
  const value = openReport(cwd, named);
  const reject = (why: string): never => {
    throw new UsageError(
      `${named.file} cannot be merged: ${why}; merge takes what inferlint lint --format json writes`,
    );
  };
  if (isUnreadable(value)) return reject(value.why);
  if (value["repositories"] !== undefined)
    return reject("it is a merged report itself: merge the reports that it was made of");
  // The reports of another version can have another shape.
  const own = asObject(value["tool"])?.["version"];
  if (typeof own === "string" && own !== version)
    throw new UsageError(
      first
        ? `${first.file} and ${named.file} differ in the version of inferlint (${version}; ${own}): check all repositories with one version`
        : `${named.file} was written by inferlint ${own}, and this is ${version}: merge reports with the version that wrote them`,
    );
  try {
    return readShape(value, reportToMerge, "report");
  } catch (error) {
    if (error instanceof ShapeError) return reject(error.message);
    throw error;
  }
}

type Basis = readonly [what: string, of: (report: ReportToMerge) => string];

/** What reports must agree in, and how a message says where they do not. */
const bases: readonly Basis[] = [
  ["the day", ({ asOf }) => asOf],
  ["the policy", ({ policy }) => (policy ? `${policy.name}, sha256 ${policy.digest}` : "none")],
  ["the facts file", ({ facts }) => (facts ? `sha256 ${facts.digest}` : "none")],
  ["the catalogue", ({ catalogue }) => JSON.stringify(catalogue)],
  ["--against", ({ against }) => (against ? "with a base" : "without a base")],
];

function requireSame(first: OpenedReport, other: OpenedReport): void {
  for (const [what, of] of bases) {
    const [one, two] = [of(first.report), of(other.report)];
    if (one === two) continue;
    const values = what === "the catalogue" ? "" : ` (${one}; ${two})`;
    throw new UsageError(
      `${first.file} and ${other.file} differ in ${what}${values}: only reports of one version, day, policy and facts can be merged`,
    );
  }
}
