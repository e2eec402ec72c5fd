// Ranges of versions, as rows of images.json and frameworks in decided.yaml have them: `1-3,10`, and `64-` for all later ones.

/** Pairs of the first and the last version, both included. */
export const rangesOf = (tags) =>
  tags.split(",").map((range) => {
    const [from, to = from] = range.split("-");
    return [Number(from), to === "" ? Number.POSITIVE_INFINITY : Number(to)];
  });

export const holds = (tags, version) =>
  rangesOf(tags).some(([from, to]) => from <= version && version <= to);
