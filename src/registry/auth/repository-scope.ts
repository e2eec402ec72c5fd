/**
 * What may be done with a repository, in the words of token servers. Azure's registries want `metadata_read` beside `pull`
 * where tags are listed (Microsoft Learn, "Create a token with repository-scoped permissions").
 */
export type Action = "metadata_read" | "pull";

/** The scope that is asked for: only ever this repository, and only to read. */
export function scopeOf(repository: string, actions: ReadonlySet<Action>): string {
  return `repository:${repository}:${[...actions].sort().join(",")}`;
}

/** Of what a challenge asks for, what reads this repository; `pull` in any case. */
export function actionsWanted(repository: string, scope: string | undefined): ReadonlySet<Action> {
  const own = `repository:${repository}:`;
  const actions = (scope ?? "")
    .split(" ")
    .filter((part) => part.startsWith(own))
    .flatMap((part) => part.slice(own.length).split(","));
  return new Set(actions.includes("metadata_read") ? ["metadata_read", "pull"] : ["pull"]);
}
