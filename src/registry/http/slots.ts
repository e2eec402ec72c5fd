/** Runs a task once one of a limited number of slots is free. */
export type InSlot = <T>(work: () => Promise<T>) => Promise<T>;

/** @param count slots of each host */
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
      // The slot goes straight to the next task in line, so that a new one cannot overtake it.
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
