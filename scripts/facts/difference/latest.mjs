/** The facts of `latest`: what all versions have, and the row that holds the newest version. */
export function latestFacts({ versions = [], newest, ...image }) {
  const row = versions.findLast(({ tags }) => holds(tags, newest?.version));
  return { ...image, ...row };
}

function holds(tags, version) {
  return tags.split(",").some((range) => {
    const [from, to = from] = range.split("-").map(Number);
    return from <= version && version <= to;
  });
}
