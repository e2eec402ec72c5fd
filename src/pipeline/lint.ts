import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import * as ruleIndex from "../../rules/index.ts";
import type { CheckContext, Checked } from "../check/index.ts";
import { checkFile, compareFindings, baselineTracker, exceptionTracker } from "../check/index.ts";
import type { DiscoveredFile } from "../discover/index.ts";
import { hidingRule, repositoryRootFinder } from "../discover/index.ts";
import type { BaselineEntry } from "../domain/rule/baseline.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { Notification, QuotedSource, Run, Tool } from "../domain/rule/run.ts";
import type { BuildVariant } from "../domain/settings/settings.ts";
import type { Questions } from "../enrich/index.ts";
import { questionsOf, toShow } from "../enrich/index.ts";
import type { FileOpener, ScanRequest, OpenFile } from "./load-sources.ts";
import type { AcceptedFindings } from "./baseline-notices.ts";
import { baselineNotices } from "./baseline-notices.ts";
import { fileOpener, filesOf, openedInOrder } from "./load-sources.ts";
import { RunLog } from "./run-log.ts";

/** Every rule there is, in order of id. */
export const ruleset: readonly Rule[] = Object.values(ruleIndex)
  .map((rule): Rule => rule)
  .sort((a, b) => (a.id < b.id ? -1 : 1));

const ruleIds = ruleset.map(({ id }) => id);

export interface LintRequest extends ScanRequest {
  readonly tool: Tool;
  /** Turns the identity of a finding into its fingerprint; reports that show none need no digest. */
  readonly hash: (identity: string) => string;
  readonly accepted: AcceptedFindings | null;
  /** False where nobody looks at fixes, which saves time and room. */
  readonly wantsFixes?: boolean;
}

/** What came of a request; `isIncomplete`: something that had to be judged was not. */
export interface Outcome<T> {
  readonly result: T;
  readonly isIncomplete: boolean;
}

/** A run, and what it takes to act on it. */
export interface LintOutcome extends Outcome<Run> {
  /** Whether an entry of the baseline is gone: its file was judged, its rule decided, and the finding is not there. */
  readonly isResolved: (entry: BaselineEntry) => boolean;
  /** Judges a text that is not the file's own, as after a fix. */
  readonly checkText: (path: string, text: string) => Promise<readonly Finding[]>;
  /** What every image of such a text means, in order. */
  readonly imagesOf: (path: string, text: string) => Promise<readonly string[]>;
}

/**
 * discover → parse → resolve → enrich → check: everything a report may print, but for what the desk has to say in the end: fixes
 * ask it, too.
 */
export async function lint(request: LintRequest): Promise<LintOutcome> {
  const { tool, asOf, settings, accepted } = request;
  const log = new RunLog();
  const findings: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const context = contextOf(request);
  const inRepository = repositoryPaths(request.cwd);
  const check = ({ file, builds }: OpenFile): Checked =>
    checkFile({ ...file, repositoryPath: inRepository(file.absolute), builds }, context);

  let [checkedFiles, images] = [0, 0];
  const files = await filesOf(request, log);
  const opener = fileOpener(request, files, log, checked);
  const exceptions = exceptionTracker(context, settings.rules);
  const entries = baselineTracker(context.baseline);
  const rejected: Finding[] = [];
  for await (const [index, file, open] of openedInOrder(opener, request, files, log)) {
    request.onProgress?.(index, files.length);
    if (!open) continue;
    const repositoryPath = inRepository(file.absolute);
    const [first] = open.builds;
    if (!first) {
      const [{ rules }] = settings.buildsOf(file.absolute);
      entries.checked(repositoryPath, [], (id) => rules.some(({ rule }) => rule.id === id));
      continue;
    }
    if (!first.build.unread) checkedFiles++;
    images += first.build.images.filter(({ inference }) => inference === "yes").length;
    const checked = check(open);
    for (const { ruleId, error } of checked.failures)
      log.fail("internal-error", file.path, `The rule ${ruleId} failed: ${messageOf(error)}.`);
    for (const rejection of checked.rejections) log.add(rejection);
    exceptions.add(file.absolute, checked);
    entries.checked(repositoryPath, checked.findings, checked.isConclusive);
    for (const finding of checked.baselineRejections) rejected.push(finding);
    if (checked.findings.length === 0) continue;
    for (const rejection of hiddenByGitignore(file, request)) log.add(rejection);
    for (const finding of checked.findings) findings.push(finding);
    sources.set(file.path, { text: open.text, repositoryPath });
  }
  let again: FileOpener | undefined;
  const openText = (path: string, text: string): Promise<OpenFile> => {
    const file = files.find((other) => other.path === path);
    if (!file) throw new RangeError(`${path} was not judged`);
    again ??= fileOpener(request, files, new RunLog(), checked);
    return again.openText(file, text);
  };
  const { configuration } = settings;
  if (configuration) {
    const { path, absolute, text } = configuration;
    const isWhole = !log.isIncomplete && coversAll(request, dirname(absolute));
    const repositoryPath = inRepository(absolute);
    const about = exceptions.findings(isWhole, repositoryPath);
    for (const finding of about) findings.push(finding);
    if (about.length > 0) sources.set(path, { text, repositoryPath });
  }
  for (const notification of [
    ...settings.rejections,
    ...baselineNotices(accepted, rejected, entries.isResolved),
  ])
    log.add(notification);
  return {
    isIncomplete: log.isIncomplete || request.session?.isIncomplete() === true,
    isResolved: entries.isResolved,
    result: {
      tool,
      asOf,
      rules: settings.rules,
      findings: findings.sort(compareFindings),
      notifications: log.notifications,
      hasBaseline: accepted !== null,
      sources,
      files: files.length,
      checked: checkedFiles,
      images,
    },
    checkText: async (path, text) => check(await openText(path, text)).findings,
    imagesOf: async (path, text) => {
      const { builds } = await openText(path, text);
      return builds.flatMap(({ build }) => build.images.map(referenceText));
    },
  };
}

/** Files that can matter, and of their images what the rules in force need. */
const checked = {
  relevantOnly: true,
  questions: ({ rules }: BuildVariant) => questionsOf(rules),
};

function contextOf({
  asOf,
  hash,
  settings,
  accepted,
  wantsFixes = true,
}: LintRequest): CheckContext {
  return { asOf, hash, settings, ruleIds, baseline: accepted?.entries ?? null, wantsFixes };
}

/**
 * Paths relative to the root of the repository that a file is in. Of two repositories in one run, files of one path would be
 * taken for each other, so that a baseline of one could hold back what is new in the other: the later one goes by its path
 * from the working directory.
 */
function repositoryPaths(cwd: string): (absolute: string) => string {
  const findRoot = repositoryRootFinder();
  const owners = new Map<string, string>();
  return (absolute) => {
    const path = relative(findRoot(absolute) ?? cwd, absolute).replaceAll(sep, "/");
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, absolute);
    return owner === undefined || owner === absolute
      ? path
      : relative(cwd, absolute).replaceAll(sep, "/");
  };
}

/** Under a policy a `.gitignore` hides nothing, and says so where it would have mattered. */
function hiddenByGitignore(
  { absolute, path, named }: DiscoveredFile,
  { settings, cwd }: ScanRequest,
): readonly Notification[] {
  const rule = settings.files.respectsGitignore || named ? null : hidingRule(absolute, cwd);
  if (!rule) return [];
  const { line } = rule;
  return [
    {
      level: "warning",
      id: "policy-refused",
      path: relative(cwd, rule.path).replaceAll(sep, "/"),
      region: { startLine: line, startColumn: 1, endLine: line + 1, endColumn: 1 },
      message: `This does not hide ${path}: under a policy .gitignore does not count, unless the policy says files: { gitignore: true }.`,
    },
  ];
}

/** Whether all files below a directory are looked at. */
function coversAll({ paths, cwd, stdin }: ScanRequest, directory: string): boolean {
  if (stdin) return false;
  return paths.some((path) => {
    const way = relative(resolve(cwd, path), directory);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

export interface InspectRequest extends ScanRequest {
  /** What registries are asked: everything that can be shown, unless another purpose needs something else. */
  readonly questions?: Questions;
}

/** discover → parse → resolve → enrich: what each Dockerfile builds. */
export async function inspect(request: InspectRequest): Promise<
  Outcome<{
    readonly builds: readonly EnrichedBuild[];
    readonly notifications: readonly Notification[];
  }>
> {
  const log = new RunLog();
  const files = await filesOf(request, log);
  const opener = fileOpener(request, files, log, {
    relevantOnly: false,
    questions: () => request.questions ?? toShow,
  });
  const builds: EnrichedBuild[] = [];
  for await (const [index, , open] of openedInOrder(opener, request, files, log)) {
    request.onProgress?.(index, files.length);
    const first = open?.builds[0];
    if (first) builds.push(first.build);
  }
  request.session?.conclude(log, request.asOf);
  for (const rejection of request.settings.rejections) log.add(rejection);
  const { notifications, isIncomplete } = log;
  return { result: { builds, notifications }, isIncomplete };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
