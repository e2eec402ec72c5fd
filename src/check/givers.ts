import type { DescribedBuild } from "../domain/build/described-build.ts";
import { joinList } from "../text/list.ts";

/** A message that names more builds helps no reader. */
const maxBuilds = 3;

/** The builds of a Dockerfile that give an ARG, by its name: each as messages name it. */
export type Givers = ReadonlyMap<string, ReadonlySet<string>>;

export function giversOf(builds: readonly DescribedBuild[]): Givers {
  const givers = new Map<string, Set<string>>();
  for (const { args, where } of builds)
    for (const name of args.keys()) {
      const known = givers.get(name);
      if (known) known.add(where);
      else givers.set(name, new Set([where]));
    }
  return givers;
}

/**
 * Which builds give the ARGs that a finding takes as not given, and how to say that there is no other build, for parentheses; null where none does.
 * @param names of the ARGs
 */
export function giverText(names: Iterable<string>, givers: Givers): string | null {
  const given = [...names].filter((name) => givers.has(name));
  if (given.length === 0) return null;
  const builds = [...new Set(given.flatMap((name) => [...(givers.get(name) ?? [])]))];
  const shown = builds.slice(0, maxBuilds);
  if (builds.length > maxBuilds) shown.push(`${builds.length - maxBuilds} more`);
  const gives = builds.length === 1 ? "gives" : "give";
  const list = joinList(given.map((name) => `ARG ${name}`));
  return `${joinList(shown)} ${gives} ${list}; if there is no other build, set build.args`;
}
