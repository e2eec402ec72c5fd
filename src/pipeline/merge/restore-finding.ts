import type { RelatedLocation, ValueLocation } from "../../domain/build/build.ts";
import type { Finding, Fix } from "../../domain/rule/finding.ts";
import { withoutStop } from "../../domain/rule/message.ts";
import type { FindingRest } from "../../domain/rule/shard-record.ts";
import type { JsonFindingV1, JsonLocationV1, JsonSuppressionV1 } from "../../report/json/schema.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";

/**
 * A finding from the JSON that a report has of it.
 * @param rest what only the report of a shard has; null for any other, whose remedy is then shown as its sentence
 */
export function restoredFinding(json: JsonFindingV1, rest: FindingRest | null): Finding {
  const { ruleId, level, confidence, kind, path, region, image = null, evidence } = json;
  const { fingerprint, related, flow, fix, noFix, suppressed, baselined, baselineState } = json;
  const { action = withoutStop(json.remedy), details = [], values = [], result } = rest ?? {};
  return {
    ...{ ruleId, level, confidence, path, region, image, evidence, fingerprint },
    ...(kind === undefined ? {} : { kind }),
    message: {
      id: json.messageId,
      arguments: json.arguments,
      short: json.short,
      long: json.message,
      remedy: {
        ...{ text: json.remedy, action, details },
        ...(rest?.keepsImage === true ? { keepsImage: true } : {}),
      },
    },
    ...(rest?.condition === undefined ? {} : { condition: rest.condition }),
    ...(rest?.enforcedFrom === undefined ? {} : { enforcedFrom: rest.enforcedFrom }),
    // Only a baseline and a comparison need it, which were before.
    subject: "",
    related: related.map((location, index) =>
      values.includes(index) ? valueLocation(location) : locationOf(location),
    ),
    ...(flow === undefined ? {} : { flow: flow.map(locationOf) }),
    fix: fix === undefined ? null : restoredFix(fix, result),
    ...(noFix === undefined ? {} : { noFix }),
    suppressed: suppressed === undefined ? null : restoredSuppression(suppressed),
    baselined: baselined === true,
    ...(baselineState === undefined ? {} : { baselineState }),
  };
}

function locationOf({ message, region }: JsonLocationV1): RelatedLocation {
  return { message, region };
}

/** A place that sets a value: which one, the message says. */
function valueLocation(location: JsonLocationV1): ValueLocation {
  return { ...locationOf(location), keyword: "value", name: "", text: null, buildArg: null };
}

function restoredFix({ safe, description, edits }: Fix, result: string | undefined): Fix {
  return { safe, description, edits, ...(result === undefined ? {} : { result }) };
}

/** `until` was read as a day. */
function restoredSuppression({ until, ...suppression }: JsonSuppressionV1): Finding["suppressed"] {
  return { ...suppression, until: until as CalendarDate | null };
}
