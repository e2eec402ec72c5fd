import type { DiscoveredFile } from "../discover/index.ts";
import type { Exemption } from "../domain/rule/exemption.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { Run, Tool } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { BaselineCheck } from "./baseline-check.ts";
import type { Project } from "./project/project.ts";
import type { FolderSettings } from "./run-settings.ts";
import type { Scan } from "./scan.ts";
import type { ScanRequest } from "./scan-request.ts";
import type { ShardRequest } from "./shard/open-shard.ts";

export interface LintRequest extends ScanRequest {
  readonly tool: Tool;
  /** False where no report shows fingerprints, which saves loading node:crypto; a baseline needs them in any case. */
  readonly wantsFingerprints?: boolean;
  /** False where no report shows fixes, which saves time and memory. */
  readonly wantsFixes?: boolean;
  /** True where somebody asks for the exemptions, which are not collected otherwise. */
  readonly wantsExemptions?: boolean;
  /** True where files are compared, so that the texts of those that were checked are kept. */
  readonly wantsTexts?: boolean;
  /** Whether a report shows policy, configuration and facts, which take time to load: always, or only a policy or facts file. */
  readonly wantsOrigins?: "always" | "gate" | "never";
  /** True where a report shows every reference with its facts, for `inferlint rollout`. */
  readonly wantsRecord?: boolean;
  /** Whether a file need not be checked, since an earlier run says the same of it. @param project of this run */
  readonly keeps?: (file: DiscoveredFile, project: Project) => boolean;
  /** True where a report shows until when what images rest on is supported. */
  readonly wantsSupportEnds?: boolean;
  /** Checks only the files of a shard; what only the whole run knows is recorded, not said. */
  readonly shard?: ShardRequest;
  /** Each entry of a baseline whose finding is resolved is an error. */
  readonly isBaselineStrict?: boolean;
}

/** A run, and what it takes to act on it. */
export interface LintOutcome {
  readonly result: Run;
  readonly scan: Scan;
  /** Of the run; absolute. */
  readonly root: string;
  /** The settings that count for the files of the run. */
  readonly folders: readonly [FolderSettings, ...FolderSettings[]];
  /** Those that the files of the run are checked by, in order of path. */
  readonly baselines: readonly BaselineCheck[];
  /** What holds findings back, or is meant to; empty unless the request asks for it. */
  readonly exemptions: readonly Exemption[];
  /** The files that were checked, by the path that findings have; empty unless asked for. */
  readonly texts: ReadonlyMap<string, string>;
  /** The settings of a file with findings. */
  readonly settingsOf: (path: string) => Settings;
  /** Checks a text that is not the file's own, as after a fix. */
  readonly checkText: (path: string, text: string) => Promise<readonly Finding[]>;
  /** What every image of such a text refers to, in order. */
  readonly imagesOf: (path: string, text: string) => Promise<readonly string[]>;
}
