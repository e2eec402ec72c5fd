/**
 * One line for each change: images that change in the same way stand together.
 * @param changes pairs of an image and what is said about it
 */
export function grouped(changes) {
  const groups = new Map();
  for (const [name, text] of changes)
    groups.set(text, [...(groups.get(text) ?? []), `\`${name}\``]);
  return [...groups].map(([text, names]) => `${names.join(", ")}: ${text}`);
}
