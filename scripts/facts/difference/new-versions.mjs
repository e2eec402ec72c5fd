import { byNumbers } from "../order.mjs";
import { entriesOf } from "../stops/entries.mjs";

/** How many versions each image has more, and the newest. Tags of training environments are not in the data, but their newest is. */
export function newVersions(before, after) {
  const known = new Set(entriesOf(before.tags).map(({ key }) => key));
  const added = new Map();
  for (const { key, repository, tag } of entriesOf(after.tags))
    if (!known.has(key)) added.set(repository, [...(added.get(repository) ?? []), tag]);
  const lines = [...added].map(([name, tags]) => [name, tags.length, tags.sort(byNumbers).at(-1)]);
  for (const [name, { newest }] of Object.entries(after.images.repositories)) {
    const old = before.images.repositories[name]?.newest;
    if (old && newest && newest.version > old.version && !added.has(name))
      lines.push([name, newest.version - old.version, newest.version]);
  }
  return lines
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count, newest]) => `\`${name}\`: ${count} more, the newest is ${newest}`);
}
