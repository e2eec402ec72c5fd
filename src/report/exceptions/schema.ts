import type { Region } from "../../domain/build/region.ts";
import type { Exemption } from "../../domain/rule/exemption.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { JsonNotificationV1 } from "../json/schema.ts";

/** What `exceptions --format json` prints (schema/inferlint.exceptions.v1.json). Fields are only ever added. */
export interface ExceptionsReportV1 {
  readonly schema: "inferlint.exceptions/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD` */
  readonly asOf: string;
  /** `--expiring`; null without it. */
  readonly expiring: number | null;
  /** By kind, path and place. */
  readonly exceptions: readonly JsonExceptionV1[];
  readonly summary: {
    readonly comments: number;
    readonly configuration: number;
    readonly policy: number;
    readonly baseline: number;
    readonly accepted: number;
    readonly rejected: number;
    readonly expired: number;
    readonly invalid: number;
    /** Findings that they hide. */
    readonly hidden: number;
    /** Those that count and end within the days of `--expiring`; null without it. */
    readonly expiring: number | null;
  };
  readonly notifications: readonly JsonNotificationV1[];
}

export interface JsonExceptionV1 {
  readonly kind: Exemption["kind"];
  readonly path: string;
  readonly region: Region;
  /** As named. */
  readonly rules: readonly string[];
  /** Those of them that it may hide findings of in this run. */
  readonly accepted: readonly string[];
  readonly status: Exemption["status"];
  /** Why it does not count for all of its rules; null where it does. */
  readonly why: string | null;
  readonly scope: Exemption["scope"];
  /** Patterns; of a comment or a baseline entry its file. Null for any file. */
  readonly files: readonly string[] | null;
  /** Patterns of repositories; null for any. */
  readonly images: readonly string[] | null;
  /** What a comment or a baseline entry is about; null where it is not known. */
  readonly image: string | null;
  readonly stage: string | null;
  /** Null for a baseline entry. */
  readonly reason: string | null;
  /** `YYYY-MM-DD`: the last day; null without end. */
  readonly until: string | null;
  /** From the as-of date to the last day: 0 on that day, negative after it; null without end. */
  readonly daysLeft: number | null;
  /** Of a baseline entry; else null. */
  readonly fingerprint: string | null;
  readonly hides: readonly {
    readonly ruleId: string;
    readonly level: Level;
    readonly path: string;
    readonly region: Region;
    readonly image: string | null;
    readonly message: string;
    readonly fingerprint: string;
  }[];
}
