import type { Rule } from "../../domain/rule/rule.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import type { ConfigFile } from "../schema/config-file.ts";

/**
 * The first day on which errors of a rule are errors; null where they always are.
 * @param file absolute; null for what holds in all files
 */
export function enforcedFrom(
  policy: ConfigFile | null,
  { id }: Pick<Rule, "id">,
  file: string | null,
): CalendarDate | null {
  const entry = policy?.enforce.findLast(
    ({ rules, files }) =>
      rules.includes(id) && (files === null || (file !== null && files.matches(file))),
  );
  return entry?.from ?? null;
}
