import type { Exemption, ExemptionKind, ExemptionList } from "../../domain/rule/exemption.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { daysBetween } from "../../text/calendar-date.ts";

/** How many exemptions there are. */
export interface ExemptionCounts {
  readonly kinds: Readonly<Record<ExemptionKind, number>>;
  readonly statuses: Readonly<Record<Exemption["status"], number>>;
  /** Findings that they hide. */
  readonly hidden: number;
}

export function countsOf({ exemptions }: Pick<ExemptionList, "exemptions">): ExemptionCounts {
  const kinds = { comment: 0, configuration: 0, policy: 0, baseline: 0 };
  const statuses = { accepted: 0, rejected: 0, expired: 0, invalid: 0 };
  let hidden = 0;
  for (const { kind, status, hides } of exemptions) {
    kinds[kind]++;
    statuses[status]++;
    hidden += hides.length;
  }
  return { kinds, statuses, hidden };
}

/** 0 on the last day, negative after it; null without end. */
export function daysLeft({ until }: Pick<Exemption, "until">, asOf: CalendarDate): number | null {
  return until === null ? null : daysBetween(asOf, until);
}
