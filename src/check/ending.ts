import type { EndingSuppression } from "../domain/rule/suppression.ts";
import { endsSoon } from "../domain/rule/suppression.ts";
import type { CalendarDate } from "../text/calendar-date.ts";
import type { InlineSuppression } from "./read-suppression.ts";

/** Nothing for what is not in use, has no end, or ends later. @param inUse rules that it suppresses a finding of */
export function endingOf(
  { text, region, until }: Pick<InlineSuppression, "text" | "region" | "until">,
  inUse: readonly string[],
  asOf: CalendarDate,
): readonly EndingSuppression[] {
  if (until === null || inUse.length === 0 || !endsSoon(until, asOf)) return [];
  return [{ text, region, rules: inUse, until }];
}
