import type { CalendarDate } from "../../text/calendar-date.ts";
import type { SettingLocation } from "../settings/settings.ts";
import type { Finding } from "./finding.ts";

/** What holds findings back, or is meant to: a comment, an entry of a configuration or policy, an entry of a baseline. */
export interface Exemption {
  readonly kind: "comment" | "configuration" | "policy" | "baseline";
  /** Where it is written; `path` relative to the working directory, as findings. Of a baseline entry: its line. */
  readonly location: SettingLocation;
  /** The same file, absolute: tells files apart whatever the working directory is. */
  readonly absolute: string;
  /** Ids as named, those that are rules, each once. Empty for a comment that cannot be read. */
  readonly rules: readonly string[];
  /** Those of them that it may hold back in this run. Empty unless status is "accepted". */
  readonly accepted: readonly string[];
  /** "invalid": a comment without rule, reason, or with an impossible day. "expired": `until` has passed. */
  readonly status: "accepted" | "rejected" | "expired" | "invalid";
  /** Why some or all rules do not count: a clause without capital and full stop; null where all do. */
  readonly why: string | null;
  /** "instruction" | "file": of a comment; "patterns": of an exception; "finding": of a baseline entry. */
  readonly scope: "instruction" | "file" | "patterns" | "finding";
  /** File patterns as written; of a comment or baseline entry its file (path as findings name it). Null: any file. */
  readonly files: readonly string[] | null;
  /** Repository patterns as written; null: any image. */
  readonly images: readonly string[] | null;
  /** What a comment or baseline entry is about; null where not known, and of exceptions. */
  readonly image: string | null;
  readonly stage: string | null;
  /** Null: baseline entries have none. */
  readonly reason: string | null;
  /** Null: no end. */
  readonly until: CalendarDate | null;
  /** Of a baseline entry; else null. */
  readonly fingerprint: string | null;
  /** What it holds back in this run: each finding under one exemption, the one that its `suppressed` names. */
  readonly hides: readonly Finding[];
}
