/**
 * Permissions on a repository, as token servers name them. Azure's registries require `metadata_read` besides `pull` to list
 * tags (Microsoft Learn, "Create a token with repository-scoped permissions").
 */
export type Action = "metadata_read" | "pull";

/** The scope of a token request: this repository alone, and read access alone. */
export function scopeOf(repository: string, actions: ReadonlySet<Action>): string {
  return `repository:${repository}:${[...actions].sort().join(",")}`;
}

/** The read permissions on this repository that a challenge's scope lists; always includes `pull`. */
export function actionsWanted(repository: string, scope: string | undefined): ReadonlySet<Action> {
  const own = `repository:${repository}:`;
  const actions = (scope ?? "")
    .split(" ")
    .filter((part) => part.startsWith(own))
    .flatMap((part) => part.slice(own.length).split(","));
  return new Set(actions.includes("metadata_read") ? ["metadata_read", "pull"] : ["pull"]);
}
