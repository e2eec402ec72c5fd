import type { Region } from "../build/region.ts";
import type { Level } from "./finding.ts";

/** About the tool or the run, not about a Dockerfile (SARIF `toolExecutionNotifications`). */
export interface Notification {
  readonly level: Level;
  readonly id: string;
  readonly message: string;
  readonly path: string | null;
  /** Null where it is about no place in a file. */
  readonly region: Region | null;
  /** In a merged report: of which repository it is; absent for all of them. */
  readonly repository?: string;
}
