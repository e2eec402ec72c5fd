import type { ImageReport, ImagesReport } from "./image-report.ts";
import { imageJson, imagesJson } from "./json.ts";
import { imagesText } from "./list-text.ts";
import type { ImageTextOptions } from "./text.ts";
import { imageText } from "./text.ts";

/** The report of `inferlint image` as pieces of text. */
export function imagePieces(
  format: "text" | "json",
  report: ImageReport,
  options: ImageTextOptions,
): Iterable<string> {
  return format === "json" ? [imageJson(report)] : imageText(report, options);
}

/** The report of `inferlint images` as pieces of text. */
export function imagesPieces(
  format: "text" | "json",
  report: ImagesReport,
  options: Pick<ImageTextOptions, "colors" | "width">,
): Iterable<string> {
  return format === "json" ? [imagesJson(report)] : imagesText(report, options);
}
