import { relative, sep } from "node:path";
import * as ruleIndex from "../rules/index.ts";
import { checkBuild, compareFindings } from "./check/index.ts";
import { repositoryRootFinder } from "./discover/index.ts";
import type { EnrichedBuild } from "./domain/enriched-build.ts";
import type { Finding } from "./domain/finding.ts";
import type { Rule } from "./domain/rule.ts";
import type { Notification, QuotedSource, Run, Tool, RuleInForce } from "./domain/run.ts";
import type { LookRequest } from "./open-builds.ts";
import { filesOf, openBuilds } from "./open-builds.ts";
import { RunLog } from "./run-log.ts";

/** Every rule there is, in order of id. */
export const ruleset: readonly Rule[] = Object.values(ruleIndex)
  .map((rule): Rule => rule)
  .sort((a, b) => (a.id < b.id ? -1 : 1));

export interface LintRequest extends LookRequest {
  readonly tool: Tool;
  readonly rules: readonly RuleInForce[];
  /** Turns the identity of a finding into its fingerprint; reports that show none need no digest. */
  readonly hash: (identity: string) => string;
}

/** What came of a request; `isIncomplete`: something that had to be judged was not. */
export interface Outcome<T> {
  readonly result: T;
  readonly isIncomplete: boolean;
}

/** discover → parse → resolve → enrich → check: everything a report may print. */
export async function lint(request: LintRequest): Promise<Outcome<Run>> {
  const { tool, asOf, cwd, rules, hash } = request;
  const log = new RunLog();
  const findings: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const findRoot = repositoryRootFinder();
  const inRepository = (absolute: string): string =>
    relative(findRoot(absolute) ?? cwd, absolute).replaceAll(sep, "/");
  let [judged, images] = [0, 0];
  const files = await filesOf(request, log);
  for await (const { file, text, build } of openBuilds(request, files, log, {
    relevantOnly: true,
  })) {
    if (!build.unread) judged++;
    images += build.images.filter(({ inference }) => inference === "yes").length;
    const repositoryPath = inRepository(file.absolute);
    const checked = checkBuild(build, repositoryPath, { asOf, rules, hash });
    for (const { ruleId, error } of checked.failures)
      log.fail("internal-error", file.path, `The rule ${ruleId} failed: ${messageOf(error)}.`);
    if (checked.findings.length === 0) continue;
    for (const finding of checked.findings) findings.push(finding);
    sources.set(file.path, { text, repositoryPath });
  }
  return {
    isIncomplete: log.isIncomplete,
    result: {
      tool,
      asOf,
      rules,
      findings: findings.sort(compareFindings),
      notifications: log.notifications,
      sources,
      files: files.length,
      judged,
      images,
    },
  };
}

/** discover → parse → resolve → enrich: what each Dockerfile builds. */
export async function inspect(request: LookRequest): Promise<
  Outcome<{
    readonly builds: readonly EnrichedBuild[];
    readonly notifications: readonly Notification[];
  }>
> {
  const log = new RunLog();
  const files = await filesOf(request, log);
  const builds: EnrichedBuild[] = [];
  for await (const { build } of openBuilds(request, files, log, { relevantOnly: false }))
    builds.push(build);
  const { notifications, isIncomplete } = log;
  return { result: { builds, notifications }, isIncomplete };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
