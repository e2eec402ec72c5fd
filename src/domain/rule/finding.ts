import type { CalendarDate } from "../../text/calendar-date.ts";
import type { RelatedLocation } from "../build/build.ts";
import type { Message } from "./message.ts";
import type { Region } from "../build/region.ts";

/** The level of SARIF; `off` exists in configurations only. */
export type Level = "error" | "warning" | "note";
export const levels: readonly Level[] = ["error", "warning", "note"];

/** 0 is the most severe. */
export function severityOf(level: Level): number {
  return levels.indexOf(level);
}

/** Whether findings of a level fail a run that fails on a level and those above it. */
export function failsAt(level: Level, failOn: Level | "never"): boolean {
  return failOn !== "never" && severityOf(level) <= severityOf(failOn);
}

/** How certain a finding is. */
export type Confidence = "high" | "medium" | "low";

/** One fact a finding rests on. */
export interface Evidence {
  readonly fact: string;
  readonly value: string;
  readonly source: string;
  /** `YYYY-MM-DD`, or null for what carries no day. */
  readonly asOf: string | null;
  /** When a registry answered, `YYYY-MM-DDTHH:MM:SSZ`; absent where the source is no registry. */
  readonly answeredAt?: string;
}

export interface Edit {
  readonly region: Region;
  readonly text: string;
}

export interface Fix {
  /** A safe fix does not change the meaning of the build. */
  readonly safe: boolean;
  readonly description: string;
  readonly edits: readonly Edit[];
  /** Rules that may report what only comes to light with the fix; absent where it must bring no finding. */
  readonly reveals?: readonly string[];
  /** The image reference that the edits result in; absent where they change no reference. */
  readonly result?: string;
  /** It takes a digest away, which the description says. */
  readonly unpins?: boolean;
}

/** What a rule yields; src/check/ adds rule, level and file. */
export interface RuleFinding {
  /** SARIF `properties.kind`: a question that could not be answered. Absent for a fault. */
  readonly kind?: "open";
  /** Where the finding has another level than the rule. */
  readonly level?: Level;
  readonly message: Message;
  readonly confidence: Confidence;
  /** What the finding assumes, as its messages say: `when ARG TAG is not given`. Absent where it assumes nothing. */
  readonly condition?: string;
  /** Exactly the token. */
  readonly region: Region;
  /** The image reference the finding is about. */
  readonly image: string | null;
  /** What identifies the place apart from lines: canonical image, `|`, stage name or index (see subjectOf). */
  readonly subject: string;
  readonly related: readonly RelatedLocation[];
  /** The base token of the stage that it is about; absent where its region is in that stage. */
  readonly ofStage?: Region;
  readonly evidence: readonly Evidence[];
  readonly fix: Fix | null;
  /** Why there is no fix although the rule has some: a clause without capital and full stop. */
  readonly noFix?: string;
}

/** The fix of a finding, or why it has none. */
export type FixOrReason = Pick<RuleFinding, "fix" | "noFix">;

/** No fix, because nothing asked for one. */
export const notWanted: FixOrReason = { fix: null };

/** @param why a clause without capital and full stop */
export function withoutFix(why: string): FixOrReason {
  return { fix: null, noFix: why };
}

/** What suppresses a finding. SARIF: `inSource` is a comment, `external` the configuration or the policy. */
export interface Suppression {
  readonly kind: "inSource" | "external";
  readonly source: "comment" | "configuration" | "policy";
  /** SARIF: what a policy rejects suppresses nothing, so that no finding has it. */
  readonly status: "accepted";
  readonly justification: string;
  /** Its last day; null without one. */
  readonly until: CalendarDate | null;
  /** Of the file it is written in: relative to the working directory, with `/`. */
  readonly path: string;
  /** The comment or the entry. */
  readonly region: Region;
}

export interface Finding extends RuleFinding {
  readonly ruleId: string;
  readonly level: Level;
  /** It is an error from this day on, and a warning until then, as its messages say. Absent where nothing changes its level. */
  readonly enforcedFrom?: CalendarDate;
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Stable identity: independent of line numbers. Hexadecimal. */
  readonly fingerprint: string;
  /** What a baseline recognises it by, where that differs: the repository of the file lies below the root of the run. */
  readonly baselineFingerprint?: string;
  /** What a baseline recognises it by that has a former id of its rule; absent without a baseline and without such ids. */
  readonly formerFingerprints?: readonly string[];
  /** The steps that lead to it, its own place last; absent with fewer than two (see flowOf). */
  readonly flow?: readonly RelatedLocation[];
  /** With a base to compare with: whether the base has it, too. */
  readonly baselineState?: "new" | "unchanged";
  readonly suppressed: Suppression | null;
  /** In a merged report: the repository that its path begins with. */
  readonly repository?: string;
  /** An accepted finding of the baseline, which is not reported. */
  readonly baselined: boolean;
}

/** What a baseline recognises a finding by. */
export function baselineFingerprintOf({ fingerprint, baselineFingerprint }: Finding): string {
  return baselineFingerprint ?? fingerprint;
}

/** Whether a finding is neither suppressed nor in the baseline. */
export function isOpen({ suppressed, baselined }: Finding): boolean {
  return suppressed === null && !baselined;
}

/** Whether a finding counts: it is open, and not one that the base of a change has as well. */
export function isReported(finding: Finding): boolean {
  return isOpen(finding) && finding.baselineState !== "unchanged";
}
