import type { Level } from "./finding.ts";

/** The lowest level of findings that fails a run. */
export type FailLevel = Level | "never";

/** From which level on findings fail a run. */
export interface FailOn {
  readonly level: FailLevel;
  /** Files with findings whose settings say otherwise. */
  readonly byFile: ReadonlyMap<string, FailLevel>;
}

/** The same in all files. */
export function failOnEverywhere(level: FailLevel): FailOn {
  return { level, byFile: new Map() };
}

export function failOnIn({ level, byFile }: FailOn, path: string): FailLevel {
  return byFile.get(path) ?? level;
}

/** @param levels of files with findings: each is kept where it is another one than that of the run */
export function failOnOf(
  level: FailLevel,
  levels: Iterable<readonly [path: string, level: FailLevel]>,
): FailOn {
  const byFile = new Map<string, FailLevel>();
  for (const [path, own] of levels) if (own !== level) byFile.set(path, own);
  return { level, byFile };
}
