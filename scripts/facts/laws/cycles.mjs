import { byCycle } from "../order.mjs";
import { grammar, isDatedSource, isDay, isSorted } from "./grammar.mjs";

const ends = ["endOfLife", "endOfExtendedLife"];

/** The problems of release-cycles.json. */
export function* cycleProblems({ sources, other, cycles }) {
  for (const [name, source] of Object.entries({ ...sources, ...other }))
    if (!isDatedSource(source)) yield `${name}: no source or no day`;
  for (const [name, cycle] of Object.entries(cycles)) {
    const product = name.split(" ")[0];
    if (!grammar.cycle.test(name) || !sources[product]) yield `${name}: no cycle`;
    for (const problem of dayProblems(cycle)) yield `${name}: ${problem}`;
    if ((cycle.other || cycle.from) && !other[product]) yield `${name}: no other source`;
  }
  if (!isSorted(Object.keys(cycles), byCycle)) yield "not sorted";
}

function* dayProblems({ other = {}, from, ...days }) {
  if (from !== undefined && from !== "other") yield `from ${from}`;
  for (const [key, day] of [...Object.entries(days), ...Object.entries(other)])
    if (!ends.includes(key) || !isDay(day)) yield `${key} ${day}`;
  if (days.endOfLife === undefined) yield "no end";
  if (days.endOfExtendedLife < days.endOfLife) yield "extended support ends first";
  for (const key of Object.keys(other))
    if (other[key] === days[key]) yield `${key} is the same in the other source`;
}
