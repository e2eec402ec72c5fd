import type { FactCount } from "../../domain/build/coverage.ts";
import type { Confidence, Evidence, Fix } from "../../domain/rule/finding.ts";
import type { FailLevel } from "../../domain/rule/fail-on.ts";
import type { OtherImages } from "../../domain/rule/run.ts";
import type { SupportEnd } from "../../domain/rule/support-end.ts";
import type { ShardRecord } from "../../domain/rule/shard-record.ts";
import type {
  JsonFindingV1,
  JsonLocationV1,
  JsonNotificationV1,
  JsonReportV1,
  JsonSuppressionV1,
} from "../../report/json/schema.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Shape } from "../../text/json-shape.ts";
import {
  dictionary,
  list,
  object,
  oneOf,
  optional,
  orNull,
  text,
  truth,
  whole,
} from "../../text/json-shape.ts";
import { day, region } from "../reports/shapes/common-shapes.ts";
import { failOn, level, shardRecord } from "./shard-shape.ts";

/** What is merged of a JSON report. */
export interface ReportToMerge extends Omit<
  JsonReportV1,
  | "schema"
  | "asOf"
  | "failOn"
  | "facts"
  | "images"
  | "shard"
  | "supportEnds"
  | "repository"
  | "repositories"
  | "counts"
> {
  readonly failOn: FailLevel;
  readonly supportEnds: readonly SupportEnd[];
  readonly asOf: CalendarDate;
  readonly facts: { readonly digest: string; readonly asOf: CalendarDate | null } | null;
  readonly shard?: ShardRecord;
}

const edit = object<Fix["edits"][number]>({ region, text });

const fix: Shape<Fix> = object<Fix>({
  safe: truth,
  description: text,
  edits: list(edit),
  reveals: optional(list(text)),
  result: optional(text),
  unpins: optional(truth),
});

const location: Shape<JsonLocationV1> = object<JsonLocationV1>({
  message: text,
  path: text,
  region,
});

const evidence: Shape<Evidence> = object<Evidence>({
  fact: text,
  value: text,
  source: text,
  asOf: orNull(text),
  answeredAt: optional(text),
});

const suppression: Shape<JsonSuppressionV1> = object<JsonSuppressionV1>({
  kind: oneOf("inSource", "external"),
  justification: text,
  until: orNull(day),
  source: oneOf("comment", "configuration", "policy"),
  status: oneOf("accepted"),
  path: text,
  region,
});

const finding: Shape<JsonFindingV1> = object<JsonFindingV1>({
  ruleId: text,
  level,
  confidence: oneOf<Confidence>("high", "medium", "low"),
  kind: optional(oneOf("open")),
  message: text,
  short: text,
  remedy: text,
  messageId: text,
  arguments: list(text),
  path: text,
  region,
  lineHash: optional(text),
  snippet: optional(text),
  image: optional(text),
  related: list(location),
  flow: optional(list(location)),
  evidence: list(evidence),
  fingerprint: text,
  fix: optional(fix),
  noFix: optional(text),
  suppressed: optional(suppression),
  baselined: optional(oneOf(true)),
  baselineState: optional(oneOf("new", "unchanged")),
  repository: optional(text),
});

const notification: Shape<JsonNotificationV1> = object<JsonNotificationV1>({
  level,
  id: text,
  message: text,
  path: optional(text),
  region: optional(region),
  repository: optional(text),
});

const supportEnd: Shape<SupportEnd> = object<SupportEnd>({
  kind: oneOf("os", "python", "tag"),
  name: text,
  end: day,
  extendedEnd: orNull(day),
  state: oneOf("open", "ended", "unverified"),
  references: whole(1),
  images: list(text),
  hasMore: truth,
});

const count = whole(0);
const factCount: Shape<FactCount> = object<FactCount>({ known: count, unknown: count });
const origin = { name: text, digest: text };

export const reportToMerge: Shape<ReportToMerge> = object<ReportToMerge>({
  tool: object<ReportToMerge["tool"]>({ name: text, version: text }),
  asOf: day,
  rules: list(object<ReportToMerge["rules"][number]>({ id: text, level })),
  failOn,
  failOnByFile: optional(dictionary(failOn)),
  catalogue: dictionary(text),
  policy: orNull(object<NonNullable<ReportToMerge["policy"]>>(origin)),
  facts: orNull(object<NonNullable<ReportToMerge["facts"]>>({ digest: text, asOf: orNull(day) })),
  configuration: orNull(text),
  configurations: optional(list(text)),
  commit: orNull(text),
  against: optional(
    object<NonNullable<ReportToMerge["against"]>>({ ref: text, commit: orNull(text) }),
  ),
  findings: list(finding),
  summary: object<ReportToMerge["summary"]>({
    ...{ files: count, checked: count, images: count },
    ...{ errors: count, warnings: count, notes: count, suppressed: count, baselined: count },
    existing: optional(count),
    coverage: object<ReportToMerge["summary"]["coverage"]>({
      ...{ os: factCount, python: factCount, user: factCount, age: factCount },
    }),
    otherImages: object<OtherImages>({ count, names: list(text), hasMore: truth }),
  }),
  notifications: list(notification),
  incomplete: optional(oneOf(true)),
  supportEnds: list(supportEnd),
  shard: optional(shardRecord),
});
