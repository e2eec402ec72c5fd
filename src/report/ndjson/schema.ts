import type { JsonFindingV1, JsonReportV1 } from "../json/schema.ts";

/** A line of `--format ndjson`: findings as in JSON, and last what JSON has besides them. Fields are only ever added. */
export type NdjsonLineV1 = JsonFindingV1 | NdjsonSummaryV1;

/** The last line; only this one has `schema`. */
export interface NdjsonSummaryV1 extends Omit<JsonReportV1, "schema" | "findings"> {
  readonly schema: "inferlint.ndjson/1";
}
