import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Edit } from "./finding.ts";
import type { Region } from "../build/region.ts";

/** What is wrong with a suppression: a comment in a Dockerfile, or an exception of a configuration. */
export type SuppressionFault =
  /** Rules it names that were enabled and conclusive, and of which it suppressed nothing. */
  | { readonly kind: "unused"; readonly rules: readonly string[] }
  | { readonly kind: "expired"; readonly rules: readonly string[]; readonly until: CalendarDate }
  | { readonly kind: "unknown rule"; readonly rule: string; readonly nearest: string | null }
  /** `unused-suppression`, which would hide itself. */
  | { readonly kind: "own rule" }
  | { readonly kind: "no rule" }
  | { readonly kind: "no reason" }
  | { readonly kind: "bad day"; readonly day: string }
  | { readonly kind: "not understood" };

/** A suppression with a fault, for the rule that reports it. */
export interface FaultySuppression {
  /** As written, from `#` on, or the reason of the exception. */
  readonly text: string;
  readonly region: Region;
  readonly fault: SuppressionFault;
  /** Edits that remove the part without effect; empty where only the author can decide. */
  readonly removal: readonly Edit[];
}
