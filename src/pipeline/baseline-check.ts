import type { BaselineTracker, FileIdentity } from "../check/index.ts";
import { baselineTracker } from "../check/index.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { BaselineFile } from "./baseline-file.ts";

/** A baseline during a run. */
export interface BaselineCheck {
  readonly file: BaselineFile;
  readonly tracker: BaselineTracker;
  /** Findings with an entry that the policy does not allow. */
  readonly rejected: Finding[];
  /** How it names the files with findings, by the path that findings have. */
  readonly paths: Map<string, string>;
}

/** How a baseline names a file. */
export function baselinePathOf({ repositoryPath, baselinePath }: FileIdentity): string {
  return baselinePath ?? repositoryPath;
}

export function baselineCheck(file: BaselineFile): BaselineCheck {
  const tracker = baselineTracker(file.accepted?.entries ?? null);
  return { file, tracker, rejected: [], paths: new Map() };
}
