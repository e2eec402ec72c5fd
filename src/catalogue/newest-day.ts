import type { ImagesData } from "./catalogue-data.ts";
import images from "./data/images.json" with { type: "json" };

/**
 * The newest day of any source, `YYYY-MM-DD`. In the bundle this module has nothing else of the data that ship, so that
 * `--version` stays fast.
 * @param data other facts than those that ship
 */
export function newestDay({
  list,
  sources,
}: Pick<ImagesData, "list" | "sources"> = images): string {
  const days = [list, ...Object.values(sources)].map(({ asOf }) => asOf);
  return days.reduce((newest, day) => (day > newest ? day : newest));
}
