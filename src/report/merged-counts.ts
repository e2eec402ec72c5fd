import type { Finding, Level } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import type { MergedRepository, Run } from "../domain/rule/run.ts";
import { compareText } from "../text/compare-text.ts";
import { groupBy } from "../text/list.ts";

/** Open findings by level. */
export type LevelCounts = Readonly<Record<Level, number>>;

/** Open findings of an image or a rule. */
export interface CountedName {
  readonly name: string;
  readonly byLevel: LevelCounts;
  /** In how many repositories. */
  readonly repositories: number;
}

export interface CountedRepository extends MergedRepository {
  readonly byLevel: LevelCounts;
  readonly suppressed: number;
  readonly baselined: number;
}

/** What a merged report counts. */
export interface MergedCounts {
  /** In order of name. */
  readonly repositories: readonly CountedRepository[];
  /** The most frequent first. */
  readonly images: readonly CountedName[];
  readonly rules: readonly CountedName[];
}

/** Counts the findings of a merged run; undefined for a run of one tree. */
export function mergedCounts({
  repositories,
  findings,
}: Pick<Run, "repositories" | "findings">): MergedCounts | undefined {
  if (!repositories) return undefined;
  const byRepository = groupBy(findings, ({ repository }) => repository);
  const open = findings.filter(isReported);
  return {
    repositories: repositories.map((repository) => {
      const own = byRepository.get(repository.name) ?? [];
      return {
        ...repository,
        byLevel: levelsOf(own.filter(isReported)),
        suppressed: own.filter(({ suppressed, baselined }) => suppressed !== null && !baselined)
          .length,
        baselined: own.filter(({ baselined }) => baselined).length + repository.unlistedBaselined,
      };
    }),
    images: countedBy(open, ({ image }) => image),
    rules: countedBy(open, ({ ruleId }) => ruleId),
  };
}

function countedBy(
  findings: readonly Finding[],
  nameOf: (finding: Finding) => string | null,
): readonly CountedName[] {
  const named = [...groupBy(findings, nameOf)].flatMap(([name, own]) =>
    name === null ? [] : [[name, own] as const],
  );
  return named
    .sort(([a, m], [b, n]) => n.length - m.length || compareText(a, b))
    .map(([name, own]) => ({
      name,
      byLevel: levelsOf(own),
      repositories: new Set(own.map(({ repository }) => repository)).size,
    }));
}

function levelsOf(findings: readonly Finding[]): LevelCounts {
  const counts = { error: 0, warning: 0, note: 0 };
  for (const { level } of findings) counts[level]++;
  return counts;
}
