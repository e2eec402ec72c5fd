/** Lets so many pieces of work run at a time; the others wait their turn. */
export type InSlot = <T>(work: () => Promise<T>) => Promise<T>;

/** So many for each host. */
export function openSlots(count: number): (host: string) => InSlot {
  const hosts = new Map<string, InSlot>();
  return (host) => {
    const slots = hosts.get(host) ?? slotsOf(count);
    hosts.set(host, slots);
    return slots;
  };
}

function slotsOf(count: number): InSlot {
  const waiting: (() => void)[] = [];
  let free = count;
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      // Handed on rather than given back, so that nobody gets in between.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
