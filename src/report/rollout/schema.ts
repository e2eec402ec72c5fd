import type { Region } from "../../domain/build/region.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { ForecastChangeV1 } from "../forecast/schema.ts";
import type { JsonNotificationV1 } from "../json/schema.ts";

/** What `rollout --format json` prints (schema/inferlint.rollout.v1.json). Fields are only ever added. */
export interface RolloutReportV1 {
  readonly schema: "inferlint.rollout/1";
  readonly tool: { readonly name: string; readonly version: string };
  /** `YYYY-MM-DD`: the day that the policy is tried on. */
  readonly asOf: string;
  /** `YYYY-MM-DD`: the last day that is looked at. */
  readonly until: string;
  /** The digest is the SHA-256 of its text in hexadecimal. */
  readonly policy: { readonly name: string | null; readonly digest: string } | null;
  /** In the order in which they were named. */
  readonly repositories: readonly RolloutRepositoryV1[];
  readonly summary: {
    readonly repositories: number;
    /** Today. */
    readonly passing: number;
    readonly failing: number;
    readonly untried: number;
    /** Those that pass today and fail on a later day. */
    readonly coming: number;
  };
}

export interface RolloutRepositoryV1 {
  /** The file name of the report, or NAME of NAME=FILE. */
  readonly repository: string;
  /** As `inferlint lint --policy` would end there: 0 passes, 1 fails, 2 cannot be told. */
  readonly exitCode: 0 | 1 | 2;
  /** Why it cannot be told, and what to do; a clause without capital and full stop. */
  readonly why?: string;
  /** `YYYY-MM-DD`: the day of the report, and the last day that its facts reach; absent where nothing was tried. */
  readonly reported?: string;
  readonly until?: string;
  /** `YYYY-MM-DD`: the first day on which it fails; absent where it never does until then. */
  readonly failsFrom?: string;
  /** Findings that fail it today. */
  readonly failing: readonly {
    readonly ruleId: string;
    readonly level: Level;
    readonly message: string;
    readonly remedy: string;
    readonly path: string;
    readonly region: Region;
    readonly image?: string;
  }[];
  /** Which findings that fail it are new or resolved on a later day. */
  readonly coming: readonly ForecastChangeV1[];
  /** What the policy rejects of its settings and suppressions. */
  readonly notifications: readonly JsonNotificationV1[];
}
