import type { Cause } from "../../domain/rule/cause.ts";
import type { Change, Forecast } from "../../domain/rule/forecast.ts";
import { jsonCoverage, jsonNotification, jsonRegion } from "../json/items.ts";
import { listMark, StreamedList } from "../log-safe-json.ts";
import { causeText } from "./cause-text.ts";
import type { ForecastChangeV1, ForecastReportV1 } from "./schema.ts";

/** `inferlint.forecast/1`, change by change. */
export function* forecastJson(forecast: Forecast): Iterable<string> {
  const { tool, asOf, until, changes, files, checked, images, notifications } = forecast;
  const list = new StreamedList();
  const start: Omit<ForecastReportV1, "changes" | "summary" | "notifications"> = {
    schema: "inferlint.forecast/1",
    tool: { name: tool.name, version: tool.version },
    ...{ asOf, until },
  };
  yield list.begin({ ...start, changes: listMark });
  for (const change of changes) yield list.add(list.item(jsonChange(change)));
  const counted = (kind: Change["change"]): number =>
    changes.filter(({ change }) => change === kind).length;
  const end: Pick<ForecastReportV1, "summary" | "notifications"> = {
    summary: {
      ...{ files, checked, images, new: counted("new"), resolved: counted("resolved") },
      coverage: jsonCoverage(forecast.coverage),
    },
    notifications: notifications.map(jsonNotification),
  };
  yield list.end({ changes: listMark, ...end });
}

export function jsonChange({ day, change, finding, cause }: Change): ForecastChangeV1 {
  const { ruleId, level, path, region, image, message } = finding;
  return {
    ...{ day, change, ruleId, level, path },
    region: jsonRegion(region),
    ...(image === null ? {} : { image }),
    message: message.long,
    remedy: message.remedy.text,
    cause: { ...jsonCause(cause), text: causeText(cause) },
  };
}

/** Every field is spelled out: what the domain gains later must not become part of a published schema by accident. */
function jsonCause(cause: Cause): Cause {
  switch (cause.kind) {
    case "support-ended": {
      const { kind, release, end, successor } = cause;
      return { kind, release, end, successor };
    }
    case "support-ending": {
      const { kind, release, end } = cause;
      return { kind, release, end };
    }
    case "window-left": {
      const { kind, published, bound, months, from } = cause;
      return { kind, published, bound, months, from };
    }
    case "published":
      return { kind: cause.kind, tag: cause.tag };
    case "version-expected":
      return { kind: cause.kind, tag: cause.tag };
    case "answers-outdated":
      return { kind: cause.kind, answered: cause.answered };
    case "comment-ended":
    case "exception-ended":
    case "suppression-ending":
      return { kind: cause.kind, until: cause.until };
    case "suppression-allowed": {
      const { kind, until, maxDays } = cause;
      return { kind, until, maxDays };
    }
    case "requirement-ended": {
      const { kind, rule, until } = cause;
      return { kind, rule, until };
    }
    case "enforced": {
      const { kind, rule, from } = cause;
      return { kind, rule, from };
    }
    case "suppression-limit":
      return { kind: cause.kind, maxOpen: cause.maxOpen };
    case "suppression-unused":
    case "suppression-used":
      return { kind: cause.kind };
  }
}
