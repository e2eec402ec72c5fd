import images from "./data/images.json" with { type: "json" };

/**
 * The newest day of any source of the facts that ship, `YYYY-MM-DD`. In the bundle this module has nothing else of the data, so
 * that `--version` stays fast.
 */
export function newestDay(): string {
  const { list, sources } = images;
  const days = [list, ...Object.values(sources)].map(({ asOf }) => asOf);
  return days.reduce((newest, day) => (day > newest ? day : newest));
}
