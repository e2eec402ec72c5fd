import type { ImageReport, ImagesReport } from "./image-report.ts";
import { imageJson, imagesJson } from "./json.ts";
import { imagesText } from "./list-text.ts";
import { imagesRenovate } from "./renovate.ts";
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

type ImagesFormat = "text" | "json" | "renovate";

/** The report formats of `images`. */
const table: Readonly<
  Record<
    ImagesFormat,
    (report: ImagesReport, options: Pick<ImageTextOptions, "colors" | "width">) => Iterable<string>
  >
> = {
  text: imagesText,
  json: (report) => [imagesJson(report)],
  renovate: (report) => [imagesRenovate(report)],
};

export function isImagesFormat(format: string): format is ImagesFormat {
  return Object.hasOwn(table, format);
}

/** The report of `inferlint images` as pieces of text. */
export function imagesPieces(
  format: ImagesFormat,
  report: ImagesReport,
  options: Pick<ImageTextOptions, "colors" | "width">,
): Iterable<string> {
  return table[format](report, options);
}
