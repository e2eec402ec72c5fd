import type { AcceptedEntries, BaselineTracker } from "../check/index.ts";
import { acceptedEntries, baselineTracker } from "../check/index.ts";
import type { BaselineFile } from "./baseline-file.ts";

/** A baseline during a run. */
export interface BaselineCheck {
  readonly file: BaselineFile;
  /** Null if the file does not exist. */
  readonly entries: AcceptedEntries | null;
  readonly tracker: BaselineTracker;
  /** How it names the files with findings, by the path that findings have. */
  readonly paths: Map<string, string>;
}

/** What is left of a baseline once all files were checked. */
export interface CheckedBaseline {
  readonly file: Pick<BaselineFile, "path" | "accepted" | "effect">;
  readonly tracker: Pick<BaselineTracker, "isResolved">;
}

export function baselineCheck(file: BaselineFile): BaselineCheck {
  const entries = file.accepted && acceptedEntries(file.accepted.entries, file.effect !== "none");
  return { file, entries, tracker: baselineTracker(entries), paths: new Map() };
}
