/** The catalogued repository that a path ends in: `azureml/x-inference` of `team/azureml/x-inference`. Null for none. */
export function knownEnding(repository: string, names: ReadonlySet<string>): string | null {
  const parts = repository.split("/");
  const endings = parts.map((_, start) => parts.slice(start).join("/"));
  return endings.find((ending) => names.has(ending)) ?? null;
}
