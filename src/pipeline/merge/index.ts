import type { Tool } from "../../domain/rule/run.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { groupBy } from "../../text/list.ts";
import type { NamedReport } from "../reports/open-report.ts";
import { sameName } from "../reports/open-report.ts";
import { joinRepositories } from "./join-repositories.ts";
import type { RepositoryRun } from "./join-repositories.ts";
import { joinShards } from "./join-shards.ts";
import type { OpenedReport } from "./read-reports.ts";
import { readReports } from "./read-reports.ts";
import type { RestoredRun } from "./repository-run.ts";
import { wholeRun } from "./repository-run.ts";
import type { OpenedShard } from "./shards-of-run.ts";
import { shardsOfRun } from "./shards-of-run.ts";

export type { RestoredRun } from "./repository-run.ts";

export interface MergeRequest {
  readonly tool: Tool;
  /** Absolute. */
  readonly cwd: string;
  readonly reports: readonly NamedReport[];
}

/**
 * One run from JSON reports: of several repositories, of the shards of one run, or both. The shards of one run without names give
 * what that run would have given; of repositories, paths begin with their names.
 * @throws UsageError for reports that cannot be read, do not go together, or of which some are missing
 */
export async function merge({ tool, cwd, reports }: MergeRequest): Promise<RestoredRun> {
  const opened = readReports(reports, cwd, tool);
  const unnamed = opened.filter(isShard).filter(({ isNamed }) => !isNamed);
  const [first, ...others] = unnamed;
  if (first) {
    const other = opened.find((one) => !unnamed.some(({ file }) => file === one.file));
    if (other)
      throw new UsageError(
        `${first.file} is a shard of a run, and ${other.file} is not of that run: write NAME=${first.file} with the name of its repository`,
      );
    return joinShards(shardsOfRun([first, ...others]), tool);
  }
  const runs: RepositoryRun[] = [];
  for (const [name, own] of groupBy(opened, ({ repository }) => repository))
    runs.push({ name, ...(await repositoryRun(own, tool)) });
  const [one, ...rest] = runs;
  if (!one) throw new UsageError("there is no report to merge");
  return joinRepositories([one, ...rest]);
}

async function repositoryRun(
  reports: readonly [OpenedReport, ...OpenedReport[]],
  tool: Tool,
): Promise<RestoredRun> {
  const [first, ...others] = reports;
  if (isShard(first)) {
    const whole = others.find((one) => !isShard(one));
    if (!whole) return joinShards(shardsOfRun([first, ...others.filter(isShard)]), tool);
    throw sameName(first, whole);
  }
  const [other] = others;
  if (other) throw sameName(first, other);
  return wholeRun(first, tool);
}

function isShard(report: OpenedReport): report is OpenedShard {
  return "shard" in report;
}
