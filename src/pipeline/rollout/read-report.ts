import type { RecordedRun } from "../../domain/rule/recorded-run.ts";
import type { CalendarDate } from "../../text/calendar-date.ts";
import { isJsonObject } from "../../text/json-object.ts";
import { object, readShape, ShapeError, textThat } from "../../text/json-shape.ts";
import { day } from "./shapes/fact-shapes.ts";
import { recordedRun } from "./shapes/run-shape.ts";
import { brokenReference } from "./references.ts";

/** A JSON report that rules can be run on. */
export interface ReportToTry {
  readonly asOf: CalendarDate;
  readonly recorded: RecordedRun;
}

/** Why a policy cannot be tried on a report, and what to do: a clause without capital and full stop. */
export interface Untellable {
  readonly why: string;
}

const schema = "inferlint.report/1";
const write = "write it again with inferlint --format json --show-suppressed";

const isOtherSchema = (value: string): value is string => value === schema;
const start = object<{ readonly schema: string; readonly asOf: CalendarDate }>({
  schema: textThat(isOtherSchema, schema),
  asOf: day,
});

/** Reads a report, whoever wrote it. Never throws. */
export function readReport(text: string): ReportToTry | Untellable {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return { why: `it is not JSON: ${write}` };
  }
  if (!isJsonObject(value) || value["schema"] !== schema)
    return { why: `it is no report of this version, which has "schema": "${schema}": ${write}` };
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
