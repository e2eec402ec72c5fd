import { resolve } from "node:path";
import type { FindingRest, ShardRecord } from "../../domain/rule/shard-record.ts";
import { isValueLocation } from "../../domain/build/build.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { Notification, QuotedSource, Run } from "../../domain/rule/run.ts";
import { relativePath } from "../../fs/relative-path.ts";
import type { WholeRun } from "../conclude.ts";
import type { ImageCounter } from "../count-images.ts";
import type { FolderCheck, FolderChecks } from "../folder-check.ts";
import type { LintRequest } from "../lint-request.ts";
import type { RunLog } from "../run-log.ts";
import type { FolderSettings } from "../run-settings.ts";
import type { SupportEnds } from "../support-ends.ts";
import type { OpenShard, ShardRequest } from "./open-shard.ts";

/** A run of a shard, once its files were checked. */
export interface CheckedShard {
  readonly request: LintRequest;
  readonly shard: OpenShard;
  readonly whole: Pick<WholeRun, "exceptions" | "patterns">;
  /** Suppressions above the limit of the policy. */
  readonly aboveLimit: readonly Notification[];
  readonly log: RunLog;
  readonly checks: FolderChecks;
  readonly counter: ImageCounter;
  /** Sorted. */
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, QuotedSource>;
  readonly configurations: Run["configurations"];
  /** Found or named in the whole run. */
  readonly files: number;
  readonly ends: SupportEnds | null;
}

/** What the other shards of a run need to know. */
export async function recordShard(
  { index, of }: ShardRequest,
  { request, shard, checks, log, counter, findings, sources, ends, ...rest }: CheckedShard,
): Promise<ShardRecord> {
  const { cwd, settings, session, asOf, isBaselineStrict = false } = request;
  const { whole, aboveLimit, files, configurations } = rest;
  const exceptions = settings
    .known()
    .flatMap((folder) => (folder.settings.configuration ? [folder] : []))
    .map((folder, number) =>
      exceptionsOf(folder, checks.of(folder), request, whole.exceptions[number]?.isWhole),
    );
  const { policy } = (await settings.of(cwd)).settings;
  return {
    version: 1,
    ...{ index, of, run: shard.run, directory: relativePath(cwd, settings.root), files },
    ...{ baselineStrict: isBaselineStrict, isIncomplete: log.isIncomplete },
    configurations,
    answeredBy: session?.answeredBy ?? null,
    lookups: session?.recorded?.(asOf) ?? null,
    otherImages: counter.others(),
    endFiles: ends?.files() ?? [],
    notifications: {
      ...{ start: shard.start, files: shard.ofFiles, pointers: shard.pointers },
      hasPolicy: policy !== null,
      patterns: (await whole.patterns()).map(({ notification, exception }) => ({
        notification,
        exception: exception && { path: exception.path, region: exception.region },
      })),
      rejections: shard.rejections,
      aboveLimit,
    },
    matched: {
      exceptions,
      baselines: checks.baselines().map(({ file: { path, effect, accepted }, tracker }) => ({
        ...{ path, effect, text: accepted?.text ?? null },
        ...tracker.recorded(),
      })),
    },
    quoted: [...new Set(findings.map(({ path }) => path))].map((path) => {
      const { repositoryPath = path, text = null, kind = null } = sources.get(path) ?? {};
      return { path, repositoryPath, text, kind };
    }),
    findings: findings.filter(({ baselined }) => !baselined).map(restOf),
  };
}

function exceptionsOf(
  { folder, settings }: FolderSettings,
  { exceptions: tracker, baseline, identityOf }: FolderCheck,
  { cwd, settings: { root } }: LintRequest,
  isWhole: ((path: string) => boolean) | undefined,
): ShardRecord["matched"]["exceptions"][number] {
  const own = settings.exceptions.filter(({ isPolicy }) => !isPolicy);
  const paths = [...new Set(own.map(({ location }) => location.path))];
  const texts = settings.configuration?.texts ?? [];
  return {
    folder: relativePath(folder, root),
    failOn: settings.failOn,
    baseline: baseline?.file.path ?? null,
    rules: settings.rules.map(({ rule, level, enforcedFrom = null, questionsOnly = false }) => ({
      ...{ id: rule.id, level, enforcedFrom, questionsOnly },
    })),
    files: paths.map((path) => {
      const { repositoryPath, baselinePath = null } = identityOf(resolve(cwd, path));
      const text = texts.find((one) => one.path === path)?.text ?? null;
      return { path, repositoryPath, baselinePath, text, isWhole: isWhole?.(path) === true };
    }),
    exceptions: own.map((exception) => {
      const { location, reason, until, rules } = exception;
      const { path, region } = location;
      return {
        ...{ path, region, reason, until, rules },
        used: rules.filter((rule) => tracker.useOf(exception, rule).isUsed),
        needed: rules.filter((rule) => tracker.useOf(exception, rule).isNeeded),
      };
    }),
  };
}

function restOf({ message, condition, enforcedFrom, fix, related }: Finding): FindingRest {
  const { action, details, keepsImage } = message.remedy;
  const values = related.flatMap((location, index) => (isValueLocation(location) ? [index] : []));
  return {
    ...{ action, details },
    ...(keepsImage === true ? { keepsImage } : {}),
    ...(condition === undefined ? {} : { condition }),
    ...(enforcedFrom === undefined ? {} : { enforcedFrom }),
    ...(fix?.result === undefined ? {} : { result: fix.result }),
    ...(values.length === 0 ? {} : { values }),
  };
}
