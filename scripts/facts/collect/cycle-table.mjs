// Release cycles as the collected files have them: sorted by product and version, with the days that are stated.
import { byCycle, stated } from "../order.mjs";

const day = /^\d{4}-\d\d-\d\d$/;
const cycle = /^[a-z-]+ \d+(?:\.\d+)*$/;

/** @param entries `[cycle, days]`; what is no day is left out, and so is a cycle without one */
export function cycleTable(entries) {
  return Object.fromEntries(
    entries
      .map(([name, days]) => [name, stated(onlyDays(days))])
      .filter(([name, days]) => cycle.test(name) && Object.keys(days).length > 0)
      .sort(([a], [b]) => byCycle(a, b)),
  );
}

const onlyDays = (days) =>
  Object.fromEntries(Object.entries(days).filter(([, value]) => day.test(value ?? "")));
