/** By repository: what decided.yaml names instead. */
export function successorsOf(groups) {
  const successors = new Map();
  for (const { for: names, repository, basis, source, asOf } of groups)
    for (const name of names) {
      if (successors.has(name))
        throw new Error(`scripts/facts/decided.yaml: successors: ${name} has two, leave one`);
      successors.set(name, { repository, basis, source, asOf });
    }
  return successors;
}
