/** Tells for each name how often it has come by now, from 1: to tell apart what has the same name. */
export function occurrences(): (name: string) => number {
  const counts = new Map<string, number>();
  return (name) => {
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    return count;
  };
}
