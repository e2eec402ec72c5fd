import { fileKinds } from "../../domain/build/file-kind.ts";
import type { SourceKind } from "../../domain/build/file-kind.ts";
import type { FailLevel } from "../../domain/rule/fail-on.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Notification } from "../../domain/rule/run.ts";
import type {
  FindingRest,
  ShardBaseline,
  ShardException,
  ShardExceptions,
  ShardFile,
  ShardLookup,
  ShardLookups,
  ShardNotifications,
  ShardRecord,
  ShardRejection,
  ShardRule,
} from "../../domain/rule/shard-record.ts";
import { maxShards } from "../../domain/rule/shard-record.ts";
import type { Shape } from "../../text/json-shape.ts";
import {
  list,
  object,
  oneOf,
  optional,
  orNull,
  pair,
  text,
  truth,
  whole,
} from "../../text/json-shape.ts";
import { day, region } from "../reports/shapes/common-shapes.ts";

export const level: Shape<Level> = oneOf("error", "warning", "note");
export const failOn: Shape<FailLevel> = oneOf("error", "warning", "note", "never");

const notification: Shape<Notification> = object<Notification>({
  ...{ level, id: text, message: text, path: orNull(text), region: orNull(region) },
  repository: optional(text),
});

const sourceKind: Shape<SourceKind> = oneOf(
  ...fileKinds.filter((kind): kind is SourceKind => kind !== "dockerfile"),
);

const rule: Shape<ShardRule> = object<ShardRule>({
  ...{ id: text, level, enforcedFrom: orNull(day), questionsOnly: truth },
});

const exception: Shape<ShardException> = object<ShardException>({
  ...{ path: text, region, reason: text, until: orNull(day) },
  ...{ rules: list(text), used: list(text), needed: list(text) },
});

const exceptions: Shape<ShardExceptions> = object<ShardExceptions>({
  ...{ folder: text, rules: list(rule), failOn, baseline: orNull(text) },
  files: list(
    object<ShardExceptions["files"][number]>({
      ...{ path: text, repositoryPath: text, baselinePath: orNull(text), text: orNull(text) },
      isWhole: truth,
    }),
  ),
  exceptions: list(exception),
});

const baseline: Shape<ShardBaseline> = object<ShardBaseline>({
  ...{ path: text, effect: oneOf("full", "growable", "none"), text: orNull(text) },
  ...{ present: list(text), resolved: list(text) },
});

const lookup: Shape<ShardLookup> = object<ShardLookup>({
  registry: text,
  reason: oneOf(
    ...(["missing", "outdated", "elsewhere", "expired", "denied", "throttled"] as const),
    "unreachable",
  ),
  ...{ why: text, isReplaced: truth, repositories: list(text), lookups: list(text) },
});

const notifications: Shape<ShardNotifications> = object<ShardNotifications>({
  start: list(notification),
  files: list(
    object<ShardNotifications["files"][number]>({
      file: whole(0),
      notifications: list(notification),
    }),
  ),
  pointers: list(
    object<ShardNotifications["pointers"][number]>({
      ...{ file: whole(0), path: text, isChecked: truth },
    }),
  ),
  hasPolicy: truth,
  patterns: list(
    object<ShardNotifications["patterns"][number]>({
      notification,
      exception: orNull(
        object<NonNullable<ShardNotifications["patterns"][number]["exception"]>>({
          ...{ path: text, region },
        }),
      ),
    }),
  ),
  rejections: list(object<ShardRejection>({ folder: text, file: whole(-1), notification })),
  aboveLimit: list(notification),
});

const rest: Shape<FindingRest> = object<FindingRest>({
  action: text,
  details: list(text),
  keepsImage: optional(oneOf(true)),
  condition: optional(text),
  enforcedFrom: optional(day),
  result: optional(text),
  values: optional(list(whole(0))),
});

export const shardRecord: Shape<ShardRecord> = object<ShardRecord>({
  version: whole(1, 1) as Shape<1>,
  ...{ index: whole(1, maxShards), of: whole(1, maxShards), run: text },
  matched: object<ShardRecord["matched"]>({
    exceptions: list(exceptions),
    baselines: list(baseline),
  }),
  ...{ directory: text, files: whole(0), baselineStrict: truth, isIncomplete: truth },
  configurations: list(
    object<ShardRecord["configurations"][number]>({ path: text, repositoryPath: text }),
  ),
  answeredBy: orNull(oneOf("registry", "facts")),
  lookups: orNull(
    object<ShardLookups>({
      ...{ strict: truth, unresolved: list(lookup), notifications: list(notification) },
    }),
  ),
  otherImages: list(pair(text, whole(0))),
  endFiles: list(list(whole(0))),
  notifications,
  quoted: list(
    object<ShardFile>({
      ...{ path: text, repositoryPath: text, text: orNull(text), kind: orNull(sourceKind) },
    }),
  ),
  findings: list(rest),
});
