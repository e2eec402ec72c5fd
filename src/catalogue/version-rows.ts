import type { ImagesData, VersionRow } from "./catalogue-data.ts";
import images from "./data/images.json" with { type: "json" };

/**
 * The rows of an image that ship. In the bundle only this module has them, in a file of its own: they are most of the data, and
 * few images have several.
 */
export function shippedRows(repository: string): readonly VersionRow[] {
  return (images as ImagesData).repositories[repository]?.versions ?? [];
}
