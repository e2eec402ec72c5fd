import { factNames } from "../inputs/decided.mjs";

/**
 * @param decided decided.yaml
 * @returns by repository: its entry, with what the groups of `facts` state of it; `inferred` names what they only conclude
 * @throws Error for a group about an image without an entry, and for a fact that is stated twice
 */
export function decidedImagesOf({ images, facts }) {
  const all = Object.fromEntries(
    Object.entries(images).map(([name, entry]) => [name, { ...entry }]),
  );
  for (const group of facts)
    for (const repository of group.for) {
      const image = all[repository];
      if (!image) throw problem(`${repository} is not under images, add it there`);
      for (const name of factNames.filter((key) => group[key] !== undefined)) {
        if (image[name] !== undefined)
          throw problem(`${name} of ${repository} is stated twice, leave one`);
        image[name] = group[name];
        if (group.inferred) image.inferred = [...(image.inferred ?? []), name];
      }
    }
  return all;
}

const problem = (text) => new Error(`scripts/facts/decided.yaml: facts: ${text}`);
