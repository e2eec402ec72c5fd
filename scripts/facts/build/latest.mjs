import { holds } from "../ranges.mjs";

/** What documents state of `latest`: what all versions have, and the row that holds the newest version, with its source. */
export function describedLatest({ versions = [], newest, ...image }) {
  const row = versions.findLast(({ tags }) => holds(tags, newest?.version));
  return { ...image, ...row };
}

/** The facts of `latest`, those that only the registry states included. */
export function latestFacts(image) {
  return { ...describedLatest(image), ...image.latest };
}
