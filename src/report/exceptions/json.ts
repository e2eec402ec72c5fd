import type { Exemption, ExemptionList } from "../../domain/rule/exemption.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { jsonNotification, jsonRegion } from "../json/items.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import { countsOf, daysLeft } from "./counts.ts";
import type { ExceptionsReportV1, JsonExceptionV1 } from "./schema.ts";

/** `inferlint.exceptions/1`, entry by entry. */
export function* exceptionsJson(list: ExemptionList): Iterable<string> {
  const { tool, asOf, expiring, exemptions, notifications } = list;
  const items = new StreamedList();
  const start: Pick<ExceptionsReportV1, "schema" | "tool" | "asOf" | "expiring"> = {
    schema: "inferlint.exceptions/1",
    tool: { name: tool.name, version: tool.version },
    ...{ asOf, expiring },
  };
  yield items.begin({ ...start, exceptions: listMark });
  for (const exemption of exemptions) yield items.add(items.item(jsonException(exemption, asOf)));
  const { kinds, statuses, hidden } = countsOf(list);
  const end: Pick<ExceptionsReportV1, "summary" | "notifications"> = {
    summary: {
      comments: kinds.comment,
      configuration: kinds.configuration,
      policy: kinds.policy,
      baseline: kinds.baseline,
      accepted: statuses.accepted,
      rejected: statuses.rejected,
      expired: statuses.expired,
      invalid: statuses.invalid,
      hidden,
      expiring: expiring === null ? null : list.endingSoon.length,
    },
    notifications: notifications.map(jsonNotification),
  };
  yield items.end({ exceptions: listMark, ...end });
}

/** Every field is spelled out: what the domain gains later must not become part of a published schema by accident. */
function jsonException(exemption: Exemption, asOf: CalendarDate): JsonExceptionV1 {
  const { kind, location, rules, accepted, status, why, scope, files, images } = exemption;
  const { image, stage, reason, until, fingerprint, hides } = exemption;
  return {
    kind,
    path: location.path,
    region: jsonRegion(location.region),
    ...{ rules, accepted, status, why, scope, files, images, image, stage, reason, until },
    daysLeft: daysLeft(exemption, asOf),
    fingerprint,
    hides: hides.map((finding) => ({
      ruleId: finding.ruleId,
      level: finding.level,
      path: finding.path,
      region: jsonRegion(finding.region),
      image: finding.image,
      message: finding.message.long,
      fingerprint: finding.fingerprint,
    })),
  };
}
