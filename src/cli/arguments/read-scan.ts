import type { FileKind } from "../../domain/build/file-kind.ts";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { parseCalendarDate } from "../../text/calendar-date.ts";
import type { ScanOptions } from "../command.ts";
import type { PassedOptions } from "./passed-options.ts";
import { readKind } from "./choice.ts";
import { readNetwork } from "./read-network.ts";
import { readColors, readOutputs } from "./read-outputs.ts";

/** What all commands that read Dockerfiles or a configuration share. @throws UsageError */
export function readScanOptions(passed: PassedOptions, paths: readonly string[]): ScanOptions {
  const stdinFilename = passed.last("stdin-filename");
  if (stdinFilename !== null && !paths.includes("-"))
    throw new UsageError("--stdin-filename names standard input; pass - as the path too");
  if (paths.includes("-") && paths.length > 1)
    throw new UsageError("- (standard input) cannot be combined with other paths");
  const config = passed.last("config");
  if (config !== null && passed.has("no-config"))
    throw new UsageError("--config and --no-config exclude each other");
  const exclude = passed.all("exclude");
  if (exclude.includes("")) throw new UsageError("--exclude needs a pattern");
  return {
    ...readNetwork(passed),
    paths,
    outputs: readOutputs(passed),
    asOf: readAsOf(passed.last("as-of")),
    target: passed.last("target"),
    buildArgs: readBuildArgs(passed.all("build-arg")),
    stdinFilename,
    config: config === null ? (passed.has("no-config") ? "none" : "nearest") : { file: config },
    policy: passed.last("policy"),
    exclude,
    kinds: readKinds(passed.all("kind")),
    forceExclude: passed.has("force-exclude"),
    color: readColors(passed),
    quiet: passed.has("quiet"),
    debug: passed.has("debug"),
  };
}

function readKinds(lists: readonly string[]): readonly FileKind[] | null {
  if (lists.length === 0) return null;
  const kinds = lists.flatMap((list) => list.split(","));
  return [...new Set(kinds.map((kind) => readKind(kind.trim())))];
}

export function readAsOf(text: string | null): CalendarDate | null {
  if (text === null) return null;
  const day = parseCalendarDate(text);
  if (day !== null) return day;
  const isDate = /^\d{4}-\d{2}-\d{2}$/.test(text);
  throw new UsageError(
    isDate ? `--as-of ${text}: no such day` : `--as-of ${text} is not a date; write YYYY-MM-DD`,
  );
}

function readBuildArgs(values: readonly string[]): ReadonlyMap<string, string | null> {
  const args = new Map<string, string | null>();
  for (const value of values) {
    const equals = value.indexOf("=");
    const key = equals < 0 ? value : value.slice(0, equals);
    if (key === "") throw new UsageError(`--build-arg ${value} is not NAME=VALUE`);
    args.set(key, equals < 0 ? null : value.slice(equals + 1));
  }
  return args;
}

const defaultDays = 365;
const maxDays = 3_650;

/** The value of `--days`. @throws UsageError */
export function readDays(text: string | null): number {
  return text === null ? defaultDays : daysIn("--days", text, 1);
}

/** The value of `--expiring`; null where it was not passed. @throws UsageError */
export function readExpiring(text: string | null): number | null {
  return text === null ? null : daysIn("--expiring", text, 0);
}

function daysIn(option: string, text: string, min: number): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  if (days >= min && days <= maxDays) return days;
  throw new UsageError(`${option} takes a number of days from ${min} to ${maxDays}, not ${text}`);
}
