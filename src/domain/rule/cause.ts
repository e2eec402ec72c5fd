import type { CalendarDate } from "../../text/calendar-date.ts";
import type { Region } from "../build/region.ts";
import type { DateBound } from "../image/image-facts.ts";
import type { SupportWindow } from "../image/tag-age.ts";

/** Why findings change on a day although nothing was committed. */
export type Cause =
  /** `end` was the last day of support. `successor`: the repository whose release it is; null for the image itself. */
  | {
      readonly kind: "support-ended";
      readonly release: string;
      readonly end: CalendarDate;
      readonly successor: string | null;
    }
  /** From this day on the end is near enough to be reported. */
  | { readonly kind: "support-ending"; readonly release: string; readonly end: CalendarDate }
  /** The window, counted from this day, no longer includes the date of the tag. */
  | ({
      readonly kind: "window-left";
      readonly published: CalendarDate;
      readonly bound: DateBound;
    } & SupportWindow)
  /** An image was published on this day: the as-of date is earlier than the facts. */
  | { readonly kind: "published"; readonly tag: string | null }
  /** A version newer than every known one can exist from this day on. */
  | { readonly kind: "version-expected"; readonly tag: string }
  /** Answers of registries show what exists for a few days only. */
  | { readonly kind: "answers-outdated"; readonly answered: CalendarDate }
  | {
      readonly kind: "comment-ended" | "exception-ended";
      /** The last day that it held. */
      readonly until: CalendarDate;
    }
  /** From this day on the end of a suppression is near enough to be reported. */
  | {
      readonly kind: "suppression-ending";
      /** The last day that it holds. */
      readonly until: CalendarDate;
    }
  /** The policy lets a suppression count only so many days before its end. */
  | {
      readonly kind: "suppression-allowed";
      readonly until: CalendarDate;
      readonly maxDays: number;
    }
  /** What a requirement demands ended with this day. */
  | { readonly kind: "requirement-ended"; readonly rule: string; readonly until: CalendarDate }
  /** From this day on errors of a rule are errors. */
  | { readonly kind: "enforced"; readonly rule: string; readonly from: CalendarDate }
  /** The policy lets a repository have so many suppressions at a time, and one begins or ends to count. */
  | { readonly kind: "suppression-limit"; readonly maxOpen: number }
  /** The last finding that a suppression was for is gone, or its first one has come. */
  | { readonly kind: "suppression-unused" | "suppression-used" };

/** A day that something is known to change on, before it is known whether findings do. */
export interface DatedCause {
  readonly day: CalendarDate;
  /** Of the image or suppression; null where it is not about one place. */
  readonly region: Region | null;
  readonly cause: Cause;
}
