import type { ExemptionList } from "../../domain/rule/exemption.ts";
import { exceptionsCsv } from "./csv.ts";
import { exceptionsJson } from "./json.ts";
import { exceptionsMarkdown } from "./markdown.ts";
import { exceptionsText } from "./text.ts";

export interface ExceptionReportOptions {
  readonly colors: boolean;
  /** The list alone. */
  readonly quiet: boolean;
}

type ExceptionFormat = "text" | "json" | "csv" | "markdown";

/** The report formats of `exceptions`. */
const table: Readonly<
  Record<
    ExceptionFormat,
    (list: ExemptionList, options: ExceptionReportOptions) => Iterable<string>
  >
> = {
  text: exceptionsText,
  json: exceptionsJson,
  csv: exceptionsCsv,
  markdown: exceptionsMarkdown,
};

export function isExceptionFormat(format: string): format is ExceptionFormat {
  return Object.hasOwn(table, format);
}

/** What holds findings back, as pieces of text. */
export function exceptionPieces(
  format: ExceptionFormat,
  list: ExemptionList,
  options: ExceptionReportOptions,
): Iterable<string> {
  return table[format](list, options);
}
