import { compareFindings } from "../../check/index.ts";
import type { FailLevel } from "../../domain/rule/fail-on.ts";
import { failOnIn, failOnOf } from "../../domain/rule/fail-on.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import type { ComparedWith, Notification, QuotedSource, Run } from "../../domain/rule/run.ts";
import { maxOtherNames } from "../../domain/rule/run.ts";
import { compareText } from "../../text/compare-text.ts";
import { groupBy, joinList } from "../../text/list.ts";
import { endsOfRuns } from "./join-ends.ts";
import type { RestoredRun } from "./repository-run.ts";
import { summed } from "./summed.ts";

/** The run of a repository. */
export interface RepositoryRun extends RestoredRun {
  readonly name: string;
}

/** One run of several repositories: the path of each file begins with the name of its repository. */
export function joinRepositories(
  unsorted: readonly [RepositoryRun, ...RepositoryRun[]],
): RestoredRun {
  const all = unsorted.toSorted((a, b) => compareText(a.name, b.name));
  const [first] = unsorted;
  const sources = new Map<string, QuotedSource>();
  const failOn = new Map<string, FailLevel>();
  const findings: Finding[] = [];
  for (const { name, ...run } of all) {
    for (const [path, level] of run.failOn.byFile) failOn.set(pathIn(name, path), level);
    for (const [path, source] of run.sources) {
      const repositoryPath = pathIn(name, source.repositoryPath);
      sources.set(pathIn(name, path), { ...source, repositoryPath });
    }
    for (const finding of run.findings) {
      const own = findingIn(name, finding);
      failOn.set(own.path, failOnIn(run.failOn, finding.path));
      findings.push(own);
    }
  }
  const sum = (of: (run: Run) => number): number => all.reduce((total, run) => total + of(run), 0);
  const against = baseOf(all);
  return {
    ...{ tool: first.tool, asOf: first.asOf, catalogue: first.catalogue },
    ...{ policy: first.policy, facts: first.facts, configurations: [], commit: null },
    rules: rulesOf(all),
    findings: findings.sort(compareFindings),
    notifications: notificationsOf(all),
    failOn: failOnOf(all[0]?.failOn.level ?? first.failOn.level, failOn),
    isIncomplete: all.some((run) => run.isIncomplete),
    hasBaseline: all.some((run) => run.hasBaseline),
    sources,
    files: sum(({ files }) => files),
    ...summed(all),
    otherImages: otherImagesOf(all, sum),
    supportEnds: endsOfRuns(all.map(({ supportEnds = [] }) => supportEnds)),
    unlistedBaselined: sum(({ unlistedBaselined = 0 }) => unlistedBaselined),
    answeredBy: all.find(({ answeredBy }) => answeredBy !== null)?.answeredBy ?? null,
    ...(against === null ? {} : { against }),
    repositories: all.map(({ name, ...run }) => ({
      name,
      configuration: run.configurations[0]?.path ?? null,
      ...{ commit: run.commit, files: run.files, checked: run.checked, images: run.images },
      unlistedBaselined: run.unlistedBaselined ?? 0,
    })),
  };
}

/** A file outside of the repository, such as a policy, keeps its path. */
function pathIn(name: string, path: string): string {
  return /^(?:\.\.(?:\/|$)|\/|[a-z]:)/i.test(path) ? path : `${name}/${path}`;
}

function findingIn(name: string, finding: Finding): Finding {
  const { suppressed } = finding;
  return {
    ...finding,
    path: pathIn(name, finding.path),
    suppressed: suppressed && { ...suppressed, path: pathIn(name, suppressed.path) },
    repository: name,
  };
}

/** In order of id, with the level of the first repository that has it. */
function rulesOf(runs: readonly Run[]): Run["rules"] {
  const known = new Map<string, Run["rules"][number]>();
  for (const { rules } of runs)
    for (const enabled of rules)
      if (!known.has(enabled.rule.id)) known.set(enabled.rule.id, enabled);
  return [...known.values()].sort((a, b) => compareText(a.rule.id, b.rule.id));
}

/** What is the same in all repositories and about no file of them is said once. */
function notificationsOf(all: readonly RepositoryRun[]): readonly Notification[] {
  const general = groupBy(
    all.flatMap(({ notifications }) => notifications.filter(({ path }) => path === null)),
    ({ level, id, message }) => JSON.stringify([level, id, message]),
  );
  const shared = [...general.values()].filter((same) => same.length > 1).map(([one]) => one);
  const isShared = ({ path, id, level, message }: Notification): boolean =>
    path === null &&
    shared.some((one) => one.id === id && one.level === level && one.message === message);
  return [
    ...shared,
    ...all.flatMap(({ name, notifications }) =>
      notifications
        .filter((one) => !isShared(one))
        .map((one) => ({
          ...one,
          path: one.path === null ? null : pathIn(name, one.path),
          repository: name,
        })),
    ),
  ];
}

/** Reports name the most frequent ones without their numbers: those that most of them name come first. */
function otherImagesOf(
  runs: readonly Run[],
  sum: (of: (run: Run) => number) => number,
): Run["otherImages"] {
  const names = groupBy(
    runs.flatMap(({ otherImages }) => otherImages.names),
    (name) => name,
  );
  const sorted = [...names].sort(([a, m], [b, n]) => n.length - m.length || compareText(a, b));
  return {
    count: sum(({ otherImages }) => otherImages.count),
    names: sorted.slice(0, maxOtherNames).map(([name]) => name),
    hasMore: sorted.length > maxOtherNames || runs.some(({ otherImages }) => otherImages.hasMore),
  };
}

function baseOf(runs: readonly Run[]): ComparedWith | null {
  const bases = runs.flatMap(({ against }) => against ?? []);
  const [first] = bases;
  if (!first) return null;
  const refs = [...new Set(bases.map(({ ref }) => ref))].sort(compareText);
  const commits = new Set(bases.map(({ commit }) => commit));
  return { ref: joinList(refs), commit: commits.size === 1 ? first.commit : null };
}
