import { dirname, resolve } from "node:path";
import type { FoundBuild, FoundReference } from "../../sources/index.ts";
import type { ReadSource } from "./read-files.ts";

/** What deployments run that is defined elsewhere: the same objects as in the readings. */
export interface Serving {
  readonly references: Set<FoundReference>;
  readonly builds: ReadonlySet<FoundBuild>;
}

/**
 * The environments that deployments run in: files that they name by a path, and environments by a name that exactly one file of the
 * repositories defines.
 */
export function servingOf(sources: readonly ReadSource[]): Serving {
  const byPath = new Map(sources.map((source) => [source.file.absolute, source]));
  const byName = new Map<string, ReadSource[]>();
  for (const source of sources)
    for (const name of new Set(source.reading.defined.map((one) => one.name))) {
      const known = byName.get(name);
      if (known) known.push(source);
      else byName.set(name, [source]);
    }
  const references = new Set<FoundReference>();
  const builds = new Set<FoundBuild>();
  const add = (own: {
    readonly references: readonly FoundReference[];
    readonly builds: readonly FoundBuild[];
  }): void => {
    for (const reference of own.references) references.add(reference);
    for (const build of own.builds) builds.add(build);
  };
  for (const { file, reading } of sources)
    for (const { kind, value } of reading.deployed) {
      if (value.unknown.length > 0) continue;
      if (kind === "file") {
        const other = byPath.get(resolve(dirname(file.absolute), value.text.replace(/^file:/, "")));
        if (other) add(other.reading);
        continue;
      }
      const name = value.text;
      const [only, ...others] = byName.get(name) ?? [];
      if (only && others.length === 0)
        for (const one of only.reading.defined) if (one.name === name) add(one);
    }
  return { references, builds };
}
