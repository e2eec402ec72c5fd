import { resolve } from "node:path";
import { readReportBytes } from "../../discover/index.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { isJsonObject } from "../../text/json-object.ts";

/** The report of a repository, or of a shard of a run on it. */
export interface NamedReport {
  /** The name of the file, or NAME of NAME=FILE. */
  readonly repository: string;
  /** Relative to the working directory. */
  readonly file: string;
  /** It was written NAME=FILE. */
  readonly isNamed: boolean;
}

/** Reports of one repository go together in a merge of its shards only. */
export function sameName(one: NamedReport, other: NamedReport): UsageError {
  return new UsageError(
    `${one.file} and ${other.file} are both named ${one.repository}: name the repositories with NAME=FILE`,
  );
}

/** Why a file is no report that can be used: a clause without capital and full stop. */
export interface Unreadable {
  readonly why: string;
  /** The file itself could not be read. */
  readonly isUnread?: true;
}

export type ReportObject = Readonly<Record<string, unknown>>;

/** The schema that reports of `inferlint lint` name. */
export const reportSchema = "inferlint.report/1";

/** Reads the file of a report. Never throws. */
export function openReport(cwd: string, { file }: NamedReport): ReportObject | Unreadable {
  const read = readReportBytes(resolve(cwd, file));
  return read.kind === "bytes"
    ? parseReport(read.bytes.toString("utf8"))
    : { why: read.message, isUnread: true };
}

/** The text of a report as an object of its schema, with fields of any shape. Never throws. */
export function parseReport(text: string): ReportObject | Unreadable {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { why: "it is not JSON" };
  }
  if (!isJsonObject(value) || value["schema"] !== reportSchema)
    return { why: `it is no report of this version, which has "schema": "${reportSchema}"` };
  return value;
}

export function isUnreadable(report: ReportObject | Unreadable): report is Unreadable {
  return !("schema" in report);
}
