import { existsSync } from "node:fs";
import { join } from "node:path";
import type { ImageChoice } from "../../domain/image/image-choice.ts";
import type { Tool } from "../../domain/rule/run.ts";
import { supportedImages } from "../../pipeline/supported-images.ts";
import { imagesPieces, isImagesFormat } from "../../report/image/index.ts";
import type { ScanOptions } from "../command.ts";
import { staysAsItIs } from "../incomplete-output.ts";
import type { ExitCode, Io } from "../io.ts";
import { exitCodes } from "../io.ts";
import { loadSettings } from "../load-settings.ts";
import { withRegistry } from "../with-registry.ts";

/** `inferlint images`: the images that Microsoft supports, and what of them ends when. */
export async function runImages(
  options: ScanOptions,
  choice: ImageChoice,
  tool: Tool,
  io: Io,
): Promise<ExitCode> {
  const settings = await loadSettings(options, io);
  const asOf = options.asOf ?? io.today;
  const listsTags = options.outputs.some(({ format }) => format === "renovate");
  const found = await withRegistry(options, io, (registry) =>
    supportedImages(choice, { cwd: io.cwd, asOf, settings, ...registry, listsTags }),
  );
  const { isIncomplete, notifications } = found;
  // Where there is such a folder, the command line may have meant to check it.
  if (!options.quiet && existsSync(join(io.cwd, "images")))
    io.warn("note: images is a command; to check the folder of that name: inferlint ./images");
  io.notify(notifications, options.quiet);
  for (const output of options.outputs) {
    if (staysAsItIs(output, isIncomplete, io)) continue;
    const view = { colors: io.wantsColors(options, output), width: io.widthOf(output) };
    const format = isImagesFormat(output.format) ? output.format : "text";
    await io.write(output, imagesPieces(format, { tool, asOf, choice, ...found }, view));
  }
  return isIncomplete ? exitCodes.notChecked : exitCodes.clean;
}
