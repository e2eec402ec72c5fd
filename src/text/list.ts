/** `a`, `a and b`, `a, b and c`; empty for no items. */
export function joinList(items: readonly string[], conjunction: "and" | "or" = "and"): string {
  const last = items.at(-1) ?? "";
  return items.length < 2 ? last : `${items.slice(0, -1).join(", ")} ${conjunction} ${last}`;
}

/** As `joinList`, with the number of those that are left out after the first ten: more would fill the screen. */
export function joinFirst(items: readonly string[]): string {
  const more = items.length - maxJoined;
  return joinList(more > 0 ? [...items.slice(0, maxJoined), `${more} more`] : items);
}

const maxJoined = 10;

/** Items by a key: the groups in order of their first item, and each in order of its items. */
export function groupBy<T, Key>(
  items: Iterable<T>,
  keyOf: (item: T) => Key,
): ReadonlyMap<Key, readonly [T, ...T[]]> {
  const groups = new Map<Key, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** `1 file`, `2 files`. */
export function counted(count: number, singular: string, plural: string = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** Adds items at the end, however many: `push(...items)` overflows the stack at some hundred thousand. */
export function addAll<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
