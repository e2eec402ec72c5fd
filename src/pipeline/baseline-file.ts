import { readBaseline } from "../check/index.ts";
import { readBaselineBytes } from "../discover/index.ts";
import type { Baseline } from "../domain/rule/baseline.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { relativePath } from "../fs/relative-path.ts";
import { formerIds } from "./ruleset.ts";

/** The baseline that is read without an option, at the root of a repository. */
export const defaultBaselineName = ".inferlint-baseline.json";

/** A baseline with the file it comes from. */
export interface AcceptedFindings {
  readonly entries: Baseline;
  /** Relative to the working directory. */
  readonly path: string;
  readonly text: string;
}

export interface BaselineLocation {
  readonly absolute: string;
  /** It names files relative to this directory; absolute. */
  readonly root: string;
  /** By the command line or a configuration; false for the default name. */
  readonly isNamed: boolean;
  /**
   * Whether what it accepts is not reported. Under a policy one in the repository accepts nothing unless the policy names it;
   * then a change of the repository can add entries to it.
   */
  readonly effect: "full" | "growable" | "none";
}

export interface BaselineFile extends BaselineLocation {
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null if the file does not exist. */
  readonly accepted: AcceptedFindings | null;
}

/**
 * Reads a baseline.
 * @param mayBeMissing whether it is an error that the file does not exist
 * @throws UsageError if it cannot be read
 */
export function openBaseline(
  location: BaselineLocation,
  cwd: string,
  mayBeMissing: boolean,
): BaselineFile {
  const path = relativePath(location.absolute, cwd);
  const read = readBaselineBytes(location.absolute);
  if (read.kind !== "bytes") {
    const isMissing = read.kind === "missing";
    if (isMissing && mayBeMissing) return { ...location, path, accepted: null };
    const hint = isMissing ? "; --update-baseline creates it" : "";
    throw new UsageError(`the baseline ${path} cannot be read: ${read.message}${hint}`);
  }
  const text = read.bytes.toString("utf8");
  const entries = readBaseline(text, formerIds);
  if ("why" in entries) throw new UsageError(`the baseline ${path} cannot be used: ${entries.why}`);
  return { ...location, path, accepted: { entries, path, text } };
}
