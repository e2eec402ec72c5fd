import type { Coverage } from "../../domain/build/coverage.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Cause } from "../../domain/rule/cause.ts";
import type { JsonNotificationV1 } from "../json/schema.ts";

/** What `forecast --format json` prints (schema/inferlint.forecast.v1.json). Fields are only ever added. */
export interface ForecastReportV1 {
  readonly schema: "inferlint.forecast/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD`: changes are those after this day. */
  readonly asOf: string;
  /** `YYYY-MM-DD`: the last day of the forecast. */
  readonly until: string;
  /** By day, path, place and rule. */
  readonly changes: readonly ForecastChangeV1[];
  readonly summary: {
    /** Files found or named. */
    readonly files: number;
    /** Files parsed. */
    readonly checked: number;
    /** References to azureml inference images. */
    readonly images: number;
    readonly new: number;
    readonly resolved: number;
    /** Of how many of these references each fact is known: what is unknown has no end in the forecast. */
    readonly coverage: Coverage;
  };
  readonly notifications: readonly JsonNotificationV1[];
}

export interface ForecastChangeV1 {
  /** `YYYY-MM-DD`: the first day with, or without, the finding. */
  readonly day: string;
  readonly change: "new" | "resolved";
  readonly ruleId: string;
  readonly level: Level;
  readonly path: string;
  readonly region: Region;
  readonly image?: string;
  /** Of the finding: on the day that it is new, or on the day before it is resolved. */
  readonly message: string;
  readonly remedy: string;
  /** `text` says what the other fields have, in a few words. */
  readonly cause: Cause & { readonly text: string };
}
