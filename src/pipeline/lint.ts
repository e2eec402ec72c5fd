import { resolve } from "node:path";
import { baselinePathOf, compareFindings } from "../check/index.ts";
import type { DiscoveredFile } from "../discover/index.ts";
import { sourcePath } from "../discover/index.ts";
import { referenceText } from "../domain/build/inference-images.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { QuotedSource } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { queriesOf } from "../enrich/index.ts";
import { compareText } from "../text/compare-text.ts";
import type { ExceptionsToReport } from "./conclude.ts";
import { conclude } from "./conclude.ts";
import { imageCounter } from "./count-images.ts";
import type { FolderCheck } from "./folder-check.ts";
import { checkOpen, folderChecks } from "./folder-check.ts";
import { logFailures, logUnread } from "./checked-file.ts";
import { gitignoreNotices } from "./gitignore-notice.ts";
import type { FileOpener, OpenFile } from "./load-sources.ts";
import { fileOpener } from "./load-sources.ts";
import { linkNotice } from "./link-notice.ts";
import { RunLog } from "./run-log.ts";
import { hashFor } from "./run-hash.ts";
import { PatternUse } from "./pattern-use.ts";
import { unmatchedPatterns } from "./pattern-notices.ts";
import { requireFreshFacts } from "./policy-requirements.ts";
import { originsOf } from "./wanted-origins.ts";
import { coversAll } from "./run-root.ts";
import { nameSources } from "./name-sources.ts";
import { collectorFor, openExemptionsOf } from "./open-exemptions.ts";
import { foldersOf, rejectionsOf, rulesOf } from "./folders-of-run.ts";
import { openedInOrder, scan } from "./scan.ts";
import { openShardOf, shardRecordOf } from "./shard/shard-of-run.ts";
import type { LintOutcome, LintRequest } from "./lint-request.ts";

export type { LintOutcome, LintRequest } from "./lint-request.ts";

/** Files that can matter, and of their images what the enabled rules need. */
const relevant = {
  relevantOnly: true,
  queries: queriesOf,
};

/**
 * discover → parse → resolve → enrich → check. The result has everything that a report prints except the notifications of the
 * registry session: fixes may still query registries, so the caller adds those at the end.
 */
export async function lint(original: LintRequest): Promise<LintOutcome> {
  const recorder =
    original.wantsRecord === true
      ? await (await import("./rollout/record.ts")).openRecorder(original)
      : null;
  const request: LintRequest = { ...original, ...recorder?.request };
  const { tool, asOf, settings, wantsFixes = true } = request;
  const log = new RunLog();
  await requireFreshFacts(await settings.of(request.cwd), request);
  const use = new PatternUse();
  const scanned = await scan(request, log, use);
  const { files, project } = scanned;
  const folders = await foldersOf(settings, files, request.cwd);
  const openExemptions = await openExemptionsOf(request, files, folders, project);
  const limit = openExemptions?.limitOn(asOf) ?? null;
  const collector = request.wantsExemptions === true ? await collectorFor(asOf, limit) : null;
  const checks = folderChecks(settings, {
    ...{ asOf, wantsFixes, limit },
    hash: await hashFor(request.wantsFingerprints ?? true, folders),
  });
  const checkOf = async ({ folder }: DiscoveredFile): Promise<FolderCheck> =>
    checks.of(await settings.of(folder));

  const ends =
    request.wantsSupportEnds === true
      ? new (await import("./support-ends.ts")).SupportEnds(asOf)
      : null;
  const findings: Finding[] = [];
  const sources = new Map<string, QuotedSource>();
  const settingsOfPath = new Map<string, Settings>();
  const texts = new Map<string, string>();
  let checkedFiles = 0;
  const counter = imageCounter();
  const gitignoreNotice = gitignoreNotices(request.cwd);
  const opener = fileOpener(request, files, log, { ...relevant, project });
  const shard = await openShardOf(request, files, log);
  const { keeps } = request;
  const isKept = (file: DiscoveredFile): boolean => !!project && keeps?.(file, project) === true;
  const own = shard?.files ?? files.filter((file) => !isKept(file));
  const add = async (file: DiscoveredFile, open: OpenFile): Promise<void> => {
    await recorder?.add(open, project);
    const folder = await checkOf(file);
    const { baseline } = folder;
    const checked = await checkOpen(open, folder, request.session != null);
    const [first] = open.builds;
    const isEnabled = (id: string): boolean => {
      const [{ rules }] = folder.settings.buildsOf(file.absolute);
      return rules.some(({ rule }) => rule.id === id);
    };
    const identity = folder.identityOf(sourcePath(file));
    if (!checked || !first) {
      baseline?.tracker.recordChecked(baselinePathOf(identity), new Map(), isEnabled);
      return;
    }
    if (logUnread(file.path, first.build, isEnabled, log)) checkedFiles++;
    counter.add(open.builds);
    ends?.add(open.builds, shard?.numberOf(file) ?? 0);
    logFailures(file.path, checked.failures, log);
    for (const rejection of checked.rejections) log.add(rejection);
    folder.exceptions.add(file.absolute, checked);
    collector?.addFile(open, checked, folder);
    if (request.wantsTexts === true) texts.set(file.path, open.text ?? "");
    const { baselineInUse, isConclusive } = checked;
    baseline?.tracker.recordChecked(baselinePathOf(identity), baselineInUse, isConclusive);
    if (checked.findings.length === 0) return;
    if (file.link) log.add(linkNotice(file.path, file.link));
    if (!folder.settings.files.respectsGitignore && !file.named) {
      const notice = await gitignoreNotice(file);
      if (notice) log.add(notice);
    }
    for (const finding of checked.findings) findings.push(finding);
    const { kind } = first.build;
    sources.set(file.path, {
      text: open.text,
      repositoryPath: identity.repositoryPath,
      ...(kind === undefined ? {} : { kind }),
    });
    settingsOfPath.set(file.path, folder.settings);
    baseline?.paths.set(file.path, baselinePathOf(identity));
  };
  for await (const [index, file, open] of openedInOrder(opener, request, own, log)) {
    request.onProgress?.(index, own.length);
    if (open) await add(file, open);
    await shard?.checked(file, log);
  }
  let again: FileOpener | undefined;
  const openText = (path: string, text: string): Promise<OpenFile> => {
    const file = files.find((other) => other.path === path);
    if (!file) throw new RangeError(`${path} was not checked`);
    again ??= fileOpener(request, files, new RunLog(), { ...relevant, project });
    return again.openText(file, text);
  };
  const exceptions = settings.known().flatMap((folder): readonly ExceptionsToReport[] => {
    const { configuration } = folder.settings;
    if (!configuration) return [];
    const { exceptions: own, baseline, identityOf } = checks.of(folder);
    const identityIn = (path: string) => identityOf(resolve(request.cwd, path));
    return [
      {
        findings: (isWhole) => own.findings(isWhole, identityIn),
        // Other folders can extend a file too.
        isWhole: (path) =>
          coversAll(request, path === configuration.path ? folder.folder : settings.root),
        onReported: ({ path }) => {
          const text = configuration.texts.find((one) => one.path === path)?.text ?? null;
          const identity = identityIn(path);
          sources.set(path, { text, repositoryPath: identity.repositoryPath });
          settingsOfPath.set(path, folder.settings);
          baseline?.paths.set(path, baselinePathOf(identity));
        },
      },
    ];
  });
  const baselines = checks.baselines().toSorted((a, b) => compareText(a.file.path, b.file.path));
  const aboveLimit = openExemptions?.rejectionsOn(asOf) ?? [];
  const whole = {
    ...{ exceptions, baselines, isBaselineStrict: request.isBaselineStrict === true },
    patterns: () => unmatchedPatterns(use, request, files),
    rejections: [...rejectionsOf(settings), ...aboveLimit],
  };
  // Only all shards together know the rest.
  if (shard) for (const rejection of whole.rejections) log.add(rejection);
  else findings.push(...(await conclude(whole, log)));
  findings.sort(compareFindings);
  // Reports name these files from the root too.
  const { notifications } = log;
  nameSources(sources, { notifications, findings }, request.cwd, settings.root);
  const [{ settings: general }] = folders;
  const settingsOf = (path: string): Settings => settingsOfPath.get(path) ?? general;
  const origins = await originsOf(request, folders);
  const checkedShard = {
    ...{ request, shard, whole, aboveLimit, log, checks, counter, ends },
    ...{ findings, sources, files: files.length },
    configurations: origins.configurations,
  };
  const isIncomplete = log.isIncomplete || request.session?.isIncomplete() === true;
  return {
    root: settings.root,
    ...{ scan: scanned, folders, baselines, texts },
    exemptions: collector?.list(findings, settings.known(), request.cwd) ?? [],
    settingsOf,
    result: {
      tool,
      asOf,
      ...origins,
      rules: rulesOf(folders, asOf),
      findings,
      notifications: log.notifications,
      isIncomplete,
      hasBaseline: baselines.some(({ file }) => file.accepted !== null),
      sources,
      files: own.length,
      checked: checkedFiles,
      ...counter.result(),
      answeredBy: request.session?.answeredBy ?? null,
      ...(recorder ? { recorded: recorder.result(!isIncomplete) } : {}),
      ...(ends ? { supportEnds: ends.result() } : {}),
      ...(await shardRecordOf(checkedShard)),
    },
    checkText: async (path, text) => {
      const open = await openText(path, text);
      return (
        (await checkOpen(open, await checkOf(open.file), request.session != null))?.findings ?? []
      );
    },
    imagesOf: async (path, text) => {
      const { builds } = await openText(path, text);
      return builds.flatMap(({ build }) => build.images.map(referenceText));
    },
  };
}
