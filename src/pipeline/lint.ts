import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { CheckContext, Checked } from "../check/index.ts";
import {
  baselineTracker,
  checkFile,
  compareFindings,
  createMemo,
  exceptionTracker,
} from "../check/index.ts";
import type { DiscoveredFile } from "../discover/index.ts";
import { sourcePath } from "../discover/index.ts";
import type { EnrichedImage } from "../domain/build/enriched-build.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { BaselineEntry } from "../domain/rule/baseline.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { FindHidingRule } from "../discover/gitignore-file.ts";
import type { Notification, QuotedSource, Run, Tool } from "../domain/rule/run.ts";
import { queriesOf } from "../enrich/index.ts";
import type { AcceptedFindings } from "./baseline-notices.ts";
import { baselineNotices } from "./baseline-notices.ts";
import type { FileOpener, OpenFile } from "./load-sources.ts";
import { linkNotice } from "./link-notice.ts";
import { fileOpener } from "./load-sources.ts";
import { repositoryPaths } from "./repository-paths.ts";
import { ruleset } from "./ruleset.ts";
import { runOrigins } from "./run-origins.ts";
import { RunLog } from "./run-log.ts";
import type { ScanRequest } from "./scan-request.ts";
import { filesOf, openedInOrder } from "./scan.ts";
import { wholeLine } from "../domain/build/region.ts";
import { relativePath } from "../fs/relative-path.ts";

export interface LintRequest extends ScanRequest {
  readonly tool: Tool;
  /** Turns the identity of a finding into its fingerprint; reports that show none need no digest. */
  readonly hash: (identity: string) => string;
  /** The baseline; null where there is none. */
  readonly accepted: AcceptedFindings | null;
  /** False where no report shows fixes, which saves time and memory. */
  readonly wantsFixes?: boolean;
  /** False where no report shows the days of the catalogue and the policy, which saves loading them. */
  readonly wantsCatalogue?: boolean;
  /** The path of a file from the root of its repository, with `/`; worked out from the file system by default. */
  readonly pathInRepository?: (absolute: string) => string;
}

/** A run, and what it takes to act on it. */
export interface LintOutcome {
  readonly result: Run;
  /** Something was not read or, with `--strict`, not answered. */
  readonly isIncomplete: boolean;
  /** Whether the finding of a baseline entry no longer exists: its file was checked and its rule conclusive. */
  readonly isResolved: (entry: BaselineEntry) => boolean;
  /** Checks a text that is not the file's own, as after a fix. */
  readonly checkText: (path: string, text: string) => Promise<readonly Finding[]>;
  /** What every image of such a text refers to, in order. */
  readonly imagesOf: (path: string, text: string) => Promise<readonly string[]>;
}

/** Files that can matter, and of their images what the enabled rules need. */
const relevant = { relevantOnly: true, queries: queriesOf };

/**
 * discover → parse → resolve → enrich → check. The result has everything that a report prints except the notifications of the
 * registry session: fixes may still query registries, so the caller adds those at the end.
 */
export async function lint(request: LintRequest): Promise<LintOutcome> {
  const { tool, asOf, settings, accepted } = request;
  const log = new RunLog();
  const findings: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const context = contextOf(request);
  const pathInRepository = request.pathInRepository ?? repositoryPaths(request.cwd);
  const acceptedFindings = baselineTracker(context.baseline);
  const exceptions = exceptionTracker(context, settings.rules);
  const hasExceptions = settings.exceptions.some(({ isPolicy }) => !isPolicy);

  const check = async (
    { file, builds, offlineBuilds }: OpenFile,
    repositoryPath: string,
  ): Promise<Checked | null> => {
    const [first, ...others] = builds;
    if (!first) return null;
    // Only a run without a registry may have the finding that a suppression or a baseline entry is for. Few files have either.
    const needsOffline =
      request.session != null &&
      (first.build.comments.length > 0 ||
        hasExceptions ||
        acceptedFindings.hasEntries(repositoryPath));
    return checkFile(
      {
        ...{ path: file.path, absolute: file.absolute, repositoryPath, builds: [first, ...others] },
        offlineBuilds: needsOffline ? await offlineBuilds() : [],
      },
      context,
    );
  };

  let [checkedFiles, images] = [0, 0];
  let findHidingRule: FindHidingRule | undefined;
  const files = await filesOf(request, log);
  const opener = fileOpener(request, files, log, relevant);
  const rejected: Finding[] = [];
  for await (const [index, file, open] of openedInOrder(opener, request, files, log)) {
    request.onProgress?.(index, files.length);
    if (!open) continue;
    const repositoryPath = pathInRepository(sourcePath(file));
    const checked = await check(open, repositoryPath);
    const [first] = open.builds;
    if (!checked || !first) {
      const [{ rules }] = settings.buildsOf(file.absolute);
      const isEnabled = (id: string): boolean => rules.some(({ rule }) => rule.id === id);
      acceptedFindings.recordChecked(repositoryPath, new Set(), isEnabled);
      continue;
    }
    if (!first.build.unread) checkedFiles++;
    images += inferenceUses(open.builds);
    for (const { ruleId, error } of checked.failures)
      log.fail("internal-error", file.path, `The rule ${ruleId} failed: ${messageOf(error)}.`);
    for (const rejection of checked.rejections) log.add(rejection);
    exceptions.add(file.absolute, checked);
    acceptedFindings.recordChecked(repositoryPath, checked.fingerprints, checked.isConclusive);
    for (const finding of checked.baselineRejections) rejected.push(finding);
    if (checked.findings.length === 0) continue;
    if (file.link) log.add(linkNotice(file.path, file.link));
    if (!settings.files.respectsGitignore && !file.named) {
      findHidingRule ??= (await import("../discover/gitignore-file.ts")).hidingRuleFinder(
        request.cwd,
      );
      const notice = gitignoreNotice(file, findHidingRule, request.cwd);
      if (notice) log.add(notice);
    }
    for (const finding of checked.findings) findings.push(finding);
    sources.set(file.path, { text: open.text, repositoryPath });
  }
  let again: FileOpener | undefined;
  const openText = (path: string, text: string): Promise<OpenFile> => {
    const file = files.find((other) => other.path === path);
    if (!file) throw new RangeError(`${path} was not checked`);
    again ??= fileOpener(request, files, new RunLog(), relevant);
    return again.openText(file, text);
  };
  const { configuration } = settings;
  if (configuration) {
    const { path, absolute, text } = configuration;
    const isWhole = !log.isIncomplete && coversAll(request, dirname(absolute));
    const repositoryPath = pathInRepository(absolute);
    const about = exceptions.findings(isWhole, repositoryPath);
    for (const finding of about) findings.push(finding);
    if (about.length > 0) sources.set(path, { text, repositoryPath });
  }
  const notices = baselineNotices(accepted, rejected, acceptedFindings.isResolved);
  for (const notification of [...settings.rejections, ...notices]) log.add(notification);
  return {
    isIncomplete: log.isIncomplete || request.session?.isIncomplete() === true,
    isResolved: acceptedFindings.isResolved,
    result: {
      tool,
      asOf,
      ...(request.wantsCatalogue === false
        ? { catalogue: {}, policy: null }
        : await runOrigins(settings)),
      rules: settings.rules,
      findings: findings.sort(compareFindings),
      notifications: log.notifications,
      hasBaseline: accepted !== null,
      sources,
      files: files.length,
      checked: checkedFiles,
      images,
    },
    checkText: async (path, text) => {
      const open = await openText(path, text);
      return (await check(open, pathInRepository(sourcePath(open.file))))?.findings ?? [];
    },
    imagesOf: async (path, text) => {
      const { builds } = await openText(path, text);
      return builds.flatMap(({ build }) => build.images.map(referenceText));
    },
  };
}

/** Places and images, in any of the builds: that is what findings are about. */
function inferenceUses(builds: OpenFile["builds"]): number {
  const uses = builds.flatMap(({ build }) => build.images.filter(isInference));
  return new Set(uses.map((use) => `${JSON.stringify(use.region)} ${referenceText(use)}`)).size;
}

function isInference({ inference }: EnrichedImage): boolean {
  return inference === "yes";
}

const ruleIds = ruleset.map(({ id }) => id);

function contextOf({
  asOf,
  hash,
  settings,
  accepted,
  wantsFixes = true,
}: LintRequest): CheckContext {
  const baseline = accepted?.entries ?? null;
  return { asOf, hash, settings, ruleIds, baseline, wantsFixes, memo: createMemo() };
}

/** Under a policy `.gitignore` hides no file; where it would have hidden a finding, that is reported. */
function gitignoreNotice(
  { absolute, path }: DiscoveredFile,
  findHidingRule: FindHidingRule,
  cwd: string,
): Notification | null {
  const rule = findHidingRule(absolute);
  if (!rule) return null;
  return {
    level: "warning",
    id: "policy-rejected",
    path: relativePath(rule.path, cwd),
    region: wholeLine(rule.line),
    message: `${path} was checked: under a policy, .gitignore is not respected unless the policy sets files: { gitignore: true }.`,
  };
}

/** Whether the request covers all files below a directory. */
function coversAll({ paths, cwd, stdin }: ScanRequest, directory: string): boolean {
  if (stdin) return false;
  return paths.some((path) => {
    const way = relative(resolve(cwd, path), directory);
    return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
