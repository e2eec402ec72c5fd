const maxDays = 31;
const daysBetween = (a, b) => Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;

/** Ends of releases about which two sources differ by more than a month. */
export function* contradictions({ sources, other, cycles }) {
  for (const [name, { other: days = {}, ...own }] of Object.entries(cycles)) {
    const product = name.split(" ")[0];
    for (const [end, day] of Object.entries(days))
      if (daysBetween(own[end], day) > maxDays)
        yield {
          change: `${name} ${end} is ${own[end]} in ${plain(sources[product])}, ${day} in ${plain(other[product])}`,
          source: sources[product].name,
          asOf: sources[product].asOf,
        };
  }
}

/** Without its state, so that a newer state of the same day is the same change. */
const plain = ({ name }) => name.replace(/@.*$/, "");
