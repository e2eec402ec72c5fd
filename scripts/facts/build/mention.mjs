import { byDay } from "../order.mjs";
import { microsoftFiles } from "./places.mjs";

/** Where Microsoft's repositories last named an image: the source of an image that nothing else is about. */
export function mentionOf(name, collected) {
  const places = Object.entries(microsoftFiles).flatMap(([file, repository]) => {
    const last = collected[file].names?.[name]?.last;
    return last ? [{ repository, ...last }] : [];
  });
  const newest = places.sort(byDay).at(-1);
  if (!newest)
    throw new Error(
      `scripts/facts/decided.yaml: images: ${name} has no source: no collected repository names it, so state one there`,
    );
  return { source: `${newest.repository}@${newest.commit}:${newest.path}`, asOf: newest.day };
}
