import type { CalendarDate } from "../../text/calendar-date.ts";
import type { SettingLocation } from "../settings/settings.ts";
import type { Finding } from "./finding.ts";
import type { Run } from "./run.ts";

/** Where an exemption is written. */
export type ExemptionKind = "comment" | "configuration" | "policy" | "baseline";

/**
 * What holds findings back, or is meant to: a comment in a file, an entry of `exceptions` of a configuration or policy, an entry
 * of a baseline.
 */
export interface Exemption {
  readonly kind: ExemptionKind;
  /** Where it is written; its path is as that of findings. */
  readonly location: SettingLocation;
  /** The same file, absolute. */
  readonly absolute: string;
  /** Ids of rules that it names, each once. Empty for a comment that names none. */
  readonly rules: readonly string[];
  /** Those of them that it may hold back in this run. Empty unless the status is `accepted`. */
  readonly accepted: readonly string[];
  /** `invalid`: a comment with a fault that leaves it without effect. `expired`: its last day has passed. */
  readonly status: "accepted" | "rejected" | "expired" | "invalid";
  /** Why it does not count for all rules that it names: a clause without capital and full stop. Null where it does. */
  readonly why: string | null;
  /** Of a comment: the next instruction, or the whole file. Of an exception: patterns. Of a baseline entry: one finding. */
  readonly scope: "instruction" | "file" | "patterns" | "finding";
  /** Patterns as written; of a comment or a baseline entry its file, with the path of findings. Null for any file. */
  readonly files: readonly string[] | null;
  /** Patterns of repositories as written; null for any. */
  readonly images: readonly string[] | null;
  /** The image and the stage that a comment or a baseline entry is about; null where they are not known, and of patterns. */
  readonly image: string | null;
  readonly stage: string | null;
  /** Null for a baseline entry, which has none. Empty for a comment without one. */
  readonly reason: string | null;
  /** The last day; null without end. */
  readonly until: CalendarDate | null;
  /** Of a baseline entry; null for any other. */
  readonly fingerprint: string | null;
  /** What it holds back in this run. A finding is in one list only: that of the exemption that its `suppressed` names. */
  readonly hides: readonly Finding[];
}

/** All exemptions of a run. */
export interface ExemptionList extends Pick<Run, "asOf" | "tool" | "notifications"> {
  /** By kind, then by place. */
  readonly exemptions: readonly Exemption[];
  /** The number of days within which nothing may end; null for any. */
  readonly expiring: number | null;
  /** Those that count and end within these days, first that which ends first. */
  readonly endingSoon: readonly Exemption[];
  /** Something was not read or not answered: exit code 2. */
  readonly isIncomplete: boolean;
}
