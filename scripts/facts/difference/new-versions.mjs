import { byNumbers } from "../order.mjs";
import { entriesOf } from "../tag-entries.mjs";

/** How many versions each image has more, and the newest; in one line for training environments, whose tags are not in the data. */
export function newVersions(before, after) {
  return [...imageLines(before.tags, after.tags), ...trainingLine(before, after)];
}

function imageLines(before, after) {
  const known = new Set(entriesOf(before).map(({ key }) => key));
  const added = new Map();
  for (const { key, repository, tag } of entriesOf(after))
    if (!known.has(key)) added.set(repository, [...(added.get(repository) ?? []), tag]);
  return [...added]
    .map(([name, tags]) => [name, tags.length, tags.sort(byNumbers).at(-1)])
    .map(([name, count, newest]) => `\`${name}\`: ${count} more, the newest is ${newest}`);
}

function trainingLine(before, after) {
  const counts = Object.entries(after.images.repositories)
    .filter(([name]) => !after.tags.repositories[name])
    .map(([name, { newest }]) => {
      const old = before.images.repositories[name]?.newest;
      return old && newest ? newest.version - old.version : 0;
    })
    .filter((count) => count > 0);
  const sum = counts.reduce((all, count) => all + count, 0);
  return counts.length === 0 ? [] : [`training images: ${sum} more of ${counts.length} images`];
}
