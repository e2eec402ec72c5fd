import type { DatedCause } from "../../domain/rule/cause.ts";
import type { BuildVariant } from "../../domain/settings/settings.ts";
import { plusDays } from "../../text/calendar-date.ts";

/** The days on which rules are enforced or end, by the settings alone. */
export function* ruleCauses({ rules }: Pick<BuildVariant, "rules">): Iterable<DatedCause> {
  for (const { rule, enforcedFrom } of rules) {
    const { id, until } = rule;
    if (enforcedFrom !== undefined)
      yield {
        day: enforcedFrom,
        region: null,
        cause: { kind: "enforced", rule: id, from: enforcedFrom },
      };
    if (until !== undefined)
      yield {
        day: plusDays(until, 1),
        region: null,
        cause: { kind: "requirement-ended", rule: id, until },
      };
  }
}
