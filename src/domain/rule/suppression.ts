import type { CalendarDate } from "../../text/calendar-date.ts";
import { daysBetween } from "../../text/calendar-date.ts";
import type { Edit } from "./finding.ts";
import type { Region } from "../build/region.ts";

/** What is wrong with a suppression: a comment in a Dockerfile, or an exception of a configuration. */
export type SuppressionFault =
  /** Rules it names that were enabled and conclusive, and of which it suppressed nothing. */
  | { readonly kind: "unused"; readonly rules: readonly string[] }
  /** Rules it names that fire elsewhere in the file: above these lines it would suppress their findings. */
  | {
      readonly kind: "misplaced";
      readonly rules: readonly string[];
      readonly lines: readonly number[];
    }
  | { readonly kind: "expired"; readonly rules: readonly string[]; readonly until: CalendarDate }
  | { readonly kind: "unknown rule"; readonly rule: string; readonly nearest: string | null }
  /** A rule about suppressions, which would hide itself. */
  | { readonly kind: "own rule"; readonly rule: string }
  | { readonly kind: "no rule" }
  | { readonly kind: "no reason" }
  | { readonly kind: "bad day"; readonly day: string }
  | { readonly kind: "not understood"; readonly meant: MeantSuppression };

/** What the author of a comment that is no suppression meant. */
export interface MeantSuppression {
  readonly keyword: "ignore" | "ignore-file";
  /** Empty where it names none. */
  readonly rules: readonly string[];
  readonly until: CalendarDate | null;
  /** Null where it gives none. */
  readonly reason: string | null;
}

/** A suppression as it is written. */
export function suppressionText({ keyword, rules, until, reason }: MeantSuppression): string {
  const end = until === null ? "" : ` until=${until}`;
  return `# inferlint: ${keyword}[${rules.join(", ")}]${end} -- ${reason ?? "why"}`;
}

/** A suppression with a fault, for the rule that reports it. */
export interface FaultySuppression {
  /** As written, from `#` on, or the reason of the exception. */
  readonly text: string;
  readonly region: Region;
  readonly fault: SuppressionFault;
  /** Edits that remove the part without effect, or move it to where it has one; empty where only the author can decide. */
  readonly edits: readonly Edit[];
  /** Why there are none, if that is known: a clause without capital and full stop. */
  readonly noFix?: string;
}

/** A suppression in use that ends soon, for the rule that reports it. */
export interface EndingSuppression extends Pick<FaultySuppression, "text" | "region"> {
  /** Those that it suppresses a finding of. */
  readonly rules: readonly string[];
  /** Its last day. */
  readonly until: CalendarDate;
}

/** How many days ahead the end of a suppression is reported. */
export const endingDays = 14;

/** Whether a suppression holds on a day and ends soon after it. @param until its last day */
export function endsSoon(until: CalendarDate, asOf: CalendarDate): boolean {
  const days = daysBetween(asOf, until);
  return days >= 0 && days <= endingDays;
}

/** The rules about suppressions. No comment suppresses them: it would hide itself. */
export const suppressionRules: readonly string[] = ["exception-ending", "unused-suppression"];
