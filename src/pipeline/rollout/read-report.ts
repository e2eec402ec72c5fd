import type { RecordedRun } from "../../domain/rule/recorded-run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { isJsonObject } from "../../text/json-object.ts";
import type { ReportObject, Unreadable } from "../reports/open-report.ts";
import { isUnreadable, reportSchema } from "../reports/open-report.ts";
import { object, readShape, ShapeError, textThat } from "../../text/json-shape.ts";
import { day } from "../reports/shapes/common-shapes.ts";
import { recordedRun } from "./shapes/run-shape.ts";
import { brokenReference } from "./references.ts";

/** A JSON report that rules can be run on. */
export interface ReportToTry {
  readonly asOf: CalendarDate;
  readonly recorded: RecordedRun;
}

const write = "write it again with inferlint --format json --show-suppressed";

const isOtherSchema = (value: string): value is string => value === reportSchema;
const start = object<{ readonly schema: string; readonly asOf: CalendarDate }>({
  schema: textThat(isOtherSchema, reportSchema),
  asOf: day,
});

/** Reads what a policy can be tried on, or why it cannot, and what to do. Never throws. */
export function readReport(value: ReportObject | Unreadable): ReportToTry | Unreadable {
  if (isUnreadable(value)) return value.isUnread ? value : { why: `${value.why}: ${write}` };
  const { images } = value;
  if (images === undefined)
    return { why: `it was written without --show-suppressed, so it has no images: ${write}` };
  if (isJsonObject(images) && images["version"] !== 1)
    return { why: `another version of inferlint wrote its images: ${write}` };
  try {
    const { asOf } = readShape(value, start, "report");
    const recorded = readShape(images, recordedRun, "images");
    const broken = brokenReference(recorded);
    if (broken !== null) return { why: `${broken}: ${write}` };
    if (!recorded.isComplete)
      return { why: `the run that wrote it could not read or answer everything: ${write}` };
    return { asOf, recorded };
  } catch (error) {
    if (error instanceof ShapeError) return { why: `${error.message}: ${write}` };
    throw error;
  }
}
