import { resolve } from "node:path";
import { UsageError } from "../../domain/settings/usage-error.ts";
import { relativePath } from "../../fs/relative-path.ts";
import type { JsonReportV1 } from "../../report/json/schema.ts";
import type { LintRequest } from "../lint.ts";
import { uniformSettings } from "../run-settings.ts";
import { readAsOf } from "./as-of.ts";
import { reportOf } from "./report.ts";
import type { LoadedSettings } from "./settings.ts";
import { resolveLoaded, settingsOfText } from "./settings.ts";

export interface LintTextOptions {
  /**
   * The file name of the text, for the report and for patterns of the configuration. Nothing is read from it. Relative to the
   * directory of the settings; without settings, to the root of the repository.
   */
  readonly path: string;
  /** The Dockerfile. */
  readonly text: string;
  /** The text of a configuration (YAML or JSON), or settings from `loadSettings`. Default: no configuration. */
  readonly config?: string | LoadedSettings | undefined;
  /** The day to check as of: `YYYY-MM-DD`. */
  readonly asOf: string;
}

/**
 * Checks one text. With settings from `loadSettings` the baseline of their repository counts; otherwise the file system is not
 * used at all.
 * @returns the report of `inferlint --format json`; a notification of level `error` says that something could not be checked
 * @throws UsageError (see `isUsageError`) for an invalid option or a baseline that cannot be read, ConfigError (see
 * `isConfigError`) for an invalid configuration
 */
export async function lintText({
  path,
  text,
  config,
  asOf,
}: LintTextOptions): Promise<JsonReportV1> {
  if (path === "") throw new UsageError("path must not be empty");
  const day = readAsOf(asOf);
  if (config !== undefined && typeof config !== "string") {
    const loaded = { asOf: day, paths: [path], baselines: "required" } as const;
    const { cwd, settings } = await resolveLoaded(config, loaded);
    return reportOfText({ cwd, settings, path, text, asOf: day });
  }
  // Any absolute directory does: paths and patterns are relative to it, and nothing is read from it.
  const cwd = resolve("/");
  const settings = await settingsOfText(cwd, config ?? null, day);
  if (settings.baseline !== null)
    throw new UsageError(
      "the text of a configuration must not set baseline: pass settings from loadSettings instead",
    );
  const everywhere = uniformSettings(settings, { root: cwd });
  const request = { cwd, settings: everywhere, path, text, asOf: day };
  return reportOfText({ ...request, readsNothing: true });
}

function reportOfText({
  path,
  text,
  ...request
}: Pick<LintRequest, "cwd" | "settings" | "asOf" | "readsNothing"> &
  Pick<LintTextOptions, "path" | "text">): Promise<JsonReportV1> {
  const stdin = { path: relativePath(path, request.cwd), bytes: Buffer.from(text) };
  return reportOf({ ...request, paths: [], stdin, session: null });
}
