import { registry } from "../build/registry.mjs";
import { entriesOf } from "../tag-entries.mjs";

/** Days that are earlier than before: of sources, tags, withdrawals and ends of releases. */
export function* movedBack(before, after) {
  const now = new Map(days(after).map((day) => [day.what, day]));
  for (const { what, day } of days(before)) {
    const other = now.get(what);
    if (other && other.day < day)
      yield { change: `${what} moved back from ${day} to ${other.day}`, ...other.source };
  }
}

function days({ images, tags, "release-cycles": cycles }) {
  return [
    ...sourceDays(images),
    ...imageDays(images),
    ...tagDays(tags, images),
    ...cycleDays(cycles),
  ];
}

const cite = ({ name, asOf }) => ({ source: name, asOf });

function sourceDays({ sources = {}, list }) {
  return Object.entries({ ...sources, "Microsoft's list": list }).map(([name, source]) => ({
    what: `the day of ${name}`,
    day: source.asOf,
    source: cite(source),
  }));
}

const imageDays = ({ repositories }) =>
  Object.entries(repositories)
    .filter(([, { withdrawn }]) => withdrawn)
    .map(([name, { withdrawn, removal, source, asOf }]) => ({
      what: `the withdrawal of ${name}`,
      day: withdrawn,
      source: { source: removal ?? source, asOf },
    }));

const tagDays = (tags, { sources = {} }) =>
  entriesOf(tags)
    .filter(({ day }) => day)
    .map(({ key, day, origin }) => ({
      // An image is made on another day than the commit that publishes it: the two are not compared.
      what: `the day of ${key}${origin === registry ? ` in ${registry}` : ""}`,
      day,
      source: { source: sources[origin]?.name ?? origin, asOf: sources[origin]?.asOf },
    }));

const cycleDays = ({ sources, cycles }) =>
  Object.entries(cycles).flatMap(([name, cycle]) =>
    ["endOfLife", "endOfExtendedLife"]
      .filter((end) => cycle[end])
      .map((end) => ({
        what: `${name} ${end}`,
        day: cycle[end],
        source: cite(sources[name.split(" ")[0]]),
      })),
  );
