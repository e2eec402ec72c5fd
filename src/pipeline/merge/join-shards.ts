import { join } from "node:path";
import { compareFindings } from "../../check/index.ts";
import { compareRegions, fileStart } from "../../domain/build/region.ts";
import type { FailLevel } from "../../domain/rule/fail-on.ts";
import { failOnOf } from "../../domain/rule/fail-on.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { Notification, OtherImages, QuotedSource, Tool } from "../../domain/rule/run.ts";
import type { ShardRejection } from "../../domain/rule/shard-record.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { compareText } from "../../text/compare-text.ts";
import { groupBy } from "../../text/list.ts";
import { conclude } from "../conclude.ts";
import { otherImagesOf } from "../count-images.ts";
import { reportPointers } from "../lfs-pointers.ts";
import { nameSources } from "../name-sources.ts";
import { reportedRoot } from "../rollout/restored-settings.ts";
import { RunLog } from "../run-log.ts";
import { UnresolvedLookups } from "../unresolved-lookups.ts";
import { joinedBaselines } from "./join-baselines.ts";
import { endsOfShards } from "./join-ends.ts";
import { joinedExceptions } from "./join-exceptions.ts";
import type { RestoredRun } from "./repository-run.ts";
import { startOf } from "./repository-run.ts";
import { restoredFinding } from "./restore-finding.ts";
import type { OpenedShard, ShardsOfRun } from "./shards-of-run.ts";
import { summed } from "./summed.ts";

/** The run whose shards these are, as if it had been one. @param shards all of them, in order */
export async function joinShards(shards: ShardsOfRun, tool: Tool): Promise<RestoredRun> {
  const [{ report, shard: one, file }] = shards;
  const cwd = join(reportedRoot, one.directory);
  const sources = new Map<string, QuotedSource>();
  const failOn = new Map<string, FailLevel>();
  for (const { report: own, shard } of shards) {
    for (const { path, repositoryPath, text, kind } of shard.quoted)
      sources.set(path, { text, repositoryPath, ...(kind === null ? {} : { kind }) });
    for (const [path, level] of Object.entries(own.failOnByFile ?? {})) failOn.set(path, level);
  }
  const findings = shards.flatMap(findingsOf);
  const log = logOf(shards);
  const baselines = joinedBaselines(shards);
  const exceptions = await joinedExceptions(shards, baselines, {
    asOf: report.asOf,
    onReported: ({ path }, text, repositoryPath, level) => {
      sources.set(path, { text, repositoryPath });
      failOn.set(path, level);
    },
  });
  const { patterns } = one.notifications;
  const ofExceptions = await conclude(
    {
      ...{ exceptions, baselines, isBaselineStrict: one.baselineStrict },
      patterns: () => Promise.resolve(patterns),
      rejections: [...rejectionsOf(shards), ...one.notifications.aboveLimit],
    },
    log,
  );
  findings.push(...ofExceptions);
  findings.sort(compareFindings);
  const { notifications } = log;
  nameSources(sources, { notifications, findings }, cwd, reportedRoot);
  const session = sessionOf(shards);
  return {
    ...(await startOf(report, file, tool)),
    configurations: one.configurations,
    ...{ findings, sources, answeredBy: one.answeredBy },
    notifications: [...notifications, ...session.notifications],
    isIncomplete: log.isIncomplete || session.isIncomplete,
    failOn: failOnOf(report.failOn, failOn),
    hasBaseline: baselines.some((baseline) => baseline.file.accepted !== null),
    files: one.files,
    ...summed(shards.map(({ report: { summary } }) => summary)),
    otherImages: othersOf(shards),
    supportEnds: endsOfShards(shards),
    unlistedBaselined: shards.reduce((sum, { report: own }) => sum + own.summary.baselined, 0),
  };
}

function findingsOf({ report, shard, file }: OpenedShard): readonly Finding[] {
  return report.findings.map((finding, index) => {
    const rest = shard.findings[index];
    if (!rest || finding.baselined === true)
      throw new UsageError(`${file} cannot be merged: its shard does not describe its findings`);
    return restoredFinding(finding, rest);
  });
}

/** What was said until the last file was checked. */
function logOf(shards: ShardsOfRun): RunLog {
  const [{ shard: one }] = shards;
  const log = new RunLog();
  for (const notification of one.notifications.start) log.add(notification);
  const files = shards.flatMap(({ shard }) => shard.notifications.files);
  for (const { notifications } of files.toSorted((a, b) => a.file - b.file))
    for (const notification of notifications) log.add(notification);
  const pointers = shards.flatMap(({ shard }) => shard.notifications.pointers);
  for (const { path, isChecked } of pointers.toSorted((a, b) => a.file - b.file))
    log.pointers.push({ path, isChecked });
  if (log.pointers.length > 0) reportPointers(log, one.notifications.hasPolicy);
  if (shards.some(({ shard }) => shard.isIncomplete)) log.isIncomplete = true;
  return log;
}

/** What a policy rejects of the settings of each folder: those that files use are known once the file is checked. */
function rejectionsOf(shards: ShardsOfRun): readonly Notification[] {
  const all = shards.flatMap(({ shard }) => shard.notifications.rejections);
  const folders = groupBy(
    all.toSorted((a, b) => compareText(a.folder, b.folder) || a.file - b.file),
    ({ folder }) => folder,
  );
  return distinct([...folders.values()].flatMap(inFileOrder).map((one) => one.notification));
}

/** As `PolicyLimits` has them: what is no rejection first. */
function inFileOrder(rejections: readonly ShardRejection[]): readonly ShardRejection[] {
  const isRejection = ({ notification }: ShardRejection): boolean =>
    notification.id === "policy-rejected";
  return [
    ...rejections.filter((one) => !isRejection(one)),
    ...rejections
      .filter(isRejection)
      .toSorted(({ notification: a }, { notification: b }) =>
        compareRegions(a.region ?? fileStart, b.region ?? fileStart),
      ),
  ];
}

function distinct(notifications: readonly Notification[]): readonly Notification[] {
  return [...new Map(notifications.map((one) => [JSON.stringify(one), one])).values()];
}

function othersOf(shards: ShardsOfRun): OtherImages {
  const names = new Map<string, number>();
  for (const { shard } of shards)
    for (const [name, count] of shard.otherImages) names.set(name, (names.get(name) ?? 0) + count);
  const count = shards.reduce((sum, { report }) => sum + report.summary.otherImages.count, 0);
  return otherImagesOf(count, names);
}

/** What the lookups of all shards together leave to say. */
function sessionOf(shards: ShardsOfRun): Pick<RunLog, "notifications" | "isIncomplete"> {
  const [{ shard: one }] = shards;
  const log = new RunLog();
  if (!one.lookups) return log;
  const { strict, notifications } = one.lookups;
  const unresolved = new UnresolvedLookups();
  for (const { shard } of shards)
    for (const lookup of shard.lookups?.unresolved ?? []) unresolved.addRecorded(lookup);
  unresolved.conclude(log, { strict, hasCatalogue: true });
  for (const notification of notifications) log.add(notification);
  if (strict && unresolved.hasUnresolved) log.isIncomplete = true;
  return log;
}
