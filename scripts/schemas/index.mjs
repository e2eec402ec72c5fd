import { inspectSchema } from "./inspect.mjs";
import { ndjsonSchema, reportSchema } from "./report.mjs";

/** Schemas of reports by the name of their file in schema/. */
export const reportSchemas = {
  "inferlint.report.v1.json": reportSchema,
  "inferlint.ndjson.v1.json": ndjsonSchema,
  "inferlint.inspect.v1.json": inspectSchema,
};
