import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { TreePlace } from "../pipeline/against/lint-tree.ts";
import { holds } from "../pipeline/run-root.ts";
import type { RunSettings } from "../pipeline/run-settings.ts";
import { nonEmpty } from "../text/non-empty.ts";
import type { LintOptions } from "./command.ts";
import type { Io } from "./io.ts";
import { loadSettings } from "./load-settings.ts";

/**
 * The settings of a run in another tree than its own. A configuration or baseline that an option names in the own tree is that
 * of the other one; the policy and what lies elsewhere is the same for both.
 * @param root of the run; absolute
 * @throws as loadSettings
 */
export function settingsElsewhere(
  options: LintOptions,
  io: Io,
  root: string,
  place: TreePlace,
): Promise<RunSettings> {
  const own = (path: string): string => resolve(io.cwd, path);
  const there = (path: string): string =>
    holds(root, own(path)) ? join(place.root, relative(root, own(path))) : own(path);
  const { config, baseline } = options;
  const policy = options.policy ?? nonEmpty(io.env["INFERLINT_POLICY"]);
  const elsewhere = {
    ...{ ...options, paths: place.paths, stdinFilename: null },
    config: typeof config === "string" ? config : configThere(there(config.file)),
    policy: policy === null ? null : own(policy),
    baseline: typeof baseline === "string" ? there(baseline) : baseline,
  };
  return loadSettings(elsewhere, { ...io, cwd: place.cwd }, "created", place.root);
}

/** A tree that lacks the file has no configuration. */
function configThere(file: string): LintOptions["config"] {
  return existsSync(file) ? { file } : "none";
}
