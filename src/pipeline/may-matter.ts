import { mentionsAzureml } from "../discover/index.ts";
import type { SourceFile } from "../domain/build/source-file.ts";
import { suppressionComment } from "../domain/build/suppression-comment.ts";
import type { BuildVariant, Settings } from "../domain/settings/settings.ts";

/** Whether a file can name an azureml image: plain bytes first, then what its instructions can assemble. */
export async function mayMatter(
  { text }: SourceFile,
  { images }: Settings,
  variants: readonly BuildVariant[],
): Promise<boolean> {
  if (text === null || mentionsAzureml(text) || suppressionComment.test(text)) return true;
  for (const { buildArgs, described } of variants) {
    // An image that a build gives for a name can be any.
    if (described && described.contexts.size > 0) return true;
    for (const value of buildArgs.values()) if (mentionsAzureml(value)) return true;
    // It names the image that reads the file, whatever is in the file.
    if (images.required && buildArgs.has("BUILDKIT_SYNTAX")) return true;
  }
  const { mayNameImages } = await import("../parse/index.ts");
  return mayNameImages(text, images);
}
