import type { Forecast } from "../../domain/rule/forecast.ts";
import { forecastJson } from "./json.ts";
import { forecastText } from "./text.ts";

export interface ForecastReportOptions {
  readonly colors: boolean;
  /** Only the changes. */
  readonly quiet: boolean;
}

type ForecastFormat = "text" | "json";

/** The report formats of `forecast`. */
const table: Readonly<
  Record<ForecastFormat, (forecast: Forecast, options: ForecastReportOptions) => Iterable<string>>
> = { text: forecastText, json: forecastJson };

export function isForecastFormat(format: string): format is ForecastFormat {
  return Object.hasOwn(table, format);
}

/** What changes on which day, as pieces of text. */
export function forecastPieces(
  format: ForecastFormat,
  forecast: Forecast,
  options: ForecastReportOptions,
): Iterable<string> {
  return table[format](forecast, options);
}
