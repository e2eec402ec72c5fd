import { resolve } from "node:path";
import { UsageError } from "../../domain/settings/usage-error.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { readAsOf } from "./as-of.ts";
import type { RunSettings, RunSettingsOptions } from "../run-settings.ts";
import type { LoadedSettings } from "./settings.ts";
import { loadSettings, resolveLoaded } from "./settings.ts";

export interface ScanOptions {
  /** Files, and directories to search for Dockerfiles; absolute, or relative to `cwd`. */
  readonly paths: readonly string[];
  /** The working directory, absolute or relative to that of the process. Default: that of the settings, else of the process. */
  readonly cwd?: string | undefined;
  /** Default: what `loadSettings({ cwd })` returns. */
  readonly settings?: LoadedSettings | undefined;
  /** The day to check as of: `YYYY-MM-DD`. */
  readonly asOf: string;
}

/** The part of a scan request that options decide. */
interface ScanRequestParts {
  readonly paths: readonly string[];
  readonly cwd: string;
  readonly stdin: null;
  readonly settings: RunSettings;
  readonly asOf: CalendarDate;
}

/**
 * Validates options and loads what they leave out.
 * @throws UsageError for an invalid option, ConfigError for an invalid configuration
 */
export async function readScanOptions(
  { paths, cwd, settings, asOf }: ScanOptions,
  baselines: RunSettingsOptions["baselines"],
): Promise<ScanRequestParts> {
  const day = readAsOf(asOf);
  const from = settings ?? (await loadSettings({ cwd }));
  const loaded = await resolveLoaded(from, { asOf: day, paths, baselines });
  if (cwd !== undefined && resolve(cwd) !== loaded.cwd)
    throw new UsageError(
      "cwd differs from the cwd of the settings: leave it out, or pass the same",
    );
  return { paths, ...loaded, stdin: null, asOf: day };
}
