// Release cycles: the last day of support of each version of a product.
import { byCodeUnit, sorted, stated } from "./objects.mjs";
import { byNumbers } from "./tags.mjs";

export function cyclesOf({ entries }) {
  const sources = {};
  const cycles = [];
  for (const { product: name, cycle, eol, extendedEol, source, asOf } of entries) {
    // No source states the end of a CUDA version.
    if (name === "cuda") continue;
    sources[name] = {
      name: source.replace(/ \((proposal).*/, " ($1, not merged)").replace(/ \(file.*/, ""),
      asOf: asOf.slice(0, 10),
    };
    const ends = stated({ endOfLife: eol, endOfExtendedLife: extendedEol });
    cycles.push([`${name} ${cycle}`, ends]);
  }
  const byCycle = ([a], [b]) => byCodeUnit(a.split(" ")[0], b.split(" ")[0]) || byNumbers(a, b);
  return { sources: sorted(sources), cycles: Object.fromEntries(cycles.sort(byCycle)) };
}
