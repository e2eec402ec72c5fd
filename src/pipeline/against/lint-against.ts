import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { compareFindings } from "../../check/index.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { levels, severityOf } from "../../domain/rule/finding.ts";
import type { QuotedSource } from "../../domain/rule/run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import type { TemporaryFolder } from "../../fs/temporary-folder.ts";
import { compareText } from "../../text/compare-text.ts";
import type { LintOutcome, LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import { RunLog } from "../run-log.ts";
import type { Comparison } from "./compare-runs.ts";
import { compareRuns } from "./compare-runs.ts";
import { composeTree, settingsFiles } from "./compose-tree.ts";
import { exceptionsOfChange } from "./exceptions-of-change.ts";
import type { SettingsAt, TreeRun } from "./lint-tree.ts";
import { compared, inBase, lintTree } from "./lint-tree.ts";
import type { BaseTree } from "./open-tree.ts";
import { openTree } from "./open-tree.ts";
import { settingsFileTest } from "./settings-files.ts";

export interface AgainstOptions {
  /** As given: a ref of git, or a directory. */
  readonly against: string;
  readonly settingsAt: SettingsAt;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** For trees of the base; its owner removes it. */
  readonly folder: TemporaryFolder;
  /** A base that has the same files as the head is exit code 2. */
  readonly isStrict: boolean;
}

/** The head under the base's settings, and the base under the head's, where these differ. */
interface Crossed {
  readonly head: TreeRun;
  readonly comparison: Comparison;
}

/**
 * Checks files, and compares the findings with those of a base: as of the same day, with the same facts, policy and options.
 * Where configurations or ignore files differ, both trees are compared by the settings of each, and what is new in either is
 * new. A baseline never holds back what is new.
 * @throws UsageError where the base cannot be read, ConfigError for an invalid configuration of the base
 */
export async function lintAgainst(
  request: LintRequest,
  options: AgainstOptions,
): Promise<LintOutcome> {
  const { settings, cwd } = request;
  const { against: given, environment, folder, settingsAt } = options;
  const head: TreeRun = { settings, outcome: await lint({ ...request, ...compared }) };
  const { root } = settings;
  const temporary = folder.path;
  const base = await openTree({ given, cwd, root, environment, temporary });
  const own = await inBase(() => lintTree(request, base.root, settingsAt, false));
  const isSettings = settingsFileTest([head.settings, own.settings]);
  const differ = !sameFiles(settingsFiles(root, isSettings), settingsFiles(base.root, isSettings));

  const at = async (
    name: string,
    trees: { readonly files: string; readonly settings: string },
  ): Promise<TreeRun> => {
    const to = join(temporary, name);
    mkdirSync(to, { mode: 0o700 });
    composeTree(trees, to, isSettings);
    return lintTree(request, to, settingsAt, trees.files === root);
  };
  const baseByHead = differ ? await at("base-by-head", { files: base.root, settings: root }) : own;
  const comparison = compareRuns(head.outcome, baseByHead.outcome);
  let crossed: Crossed | null = null;
  if (differ) {
    const headByBase = await at("head-by-base", { files: root, settings: base.root });
    const other = compareRuns(headByBase.outcome, own.outcome);
    crossed = { head: headByBase, comparison: other };
  }
  const findings = markedFindings(head.outcome, comparison, crossed);
  const exceptions = await exceptionsOfChange({ head, base: own, findings, comparison }, request);
  const all = [...findings, ...exceptions.findings].sort(compareFindings);
  const isSame = !differ && !findings.some(({ baselineState }) => baselineState === "new");
  const log = notices(base, head, own, options, isSame);
  if (crossed) reportUnread(head, crossed.head, log);
  return withComparison(head.outcome, {
    findings: all,
    sources: quoted(
      [head.outcome, ...(crossed ? [crossed.head.outcome] : [])],
      exceptions.sources,
      comparison,
    ),
    log,
    crossed,
    base,
  });
}

function sameFiles(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  return one.size === other.size && [...one].every(([path, text]) => other.get(path) === text);
}

/** All findings of the head with their state, and those that only the settings of the base find and the base lacks. */
function markedFindings(
  head: LintOutcome,
  { added }: Comparison,
  crossed: Crossed | null,
): readonly Finding[] {
  const other = new Map<string, Finding>();
  for (const finding of crossed?.head.outcome.result.findings ?? [])
    other.set(identityOf(finding), finding);
  const seen = new Set<string>();
  const own = head.result.findings.map((finding): Finding => {
    const key = identityOf(finding);
    seen.add(key);
    const twin = other.get(key);
    const isNew = added.has(finding) || (twin !== undefined && isAdded(twin, crossed));
    if (!isNew) return { ...finding, baselineState: "unchanged" };
    const level = twin && isAdded(twin, crossed) ? moreSevere(finding, twin) : finding.level;
    return { ...finding, level, baselined: false, baselineState: "new" };
  });
  const onlyByBase = [...other].flatMap(([key, finding]): Finding[] => {
    if (seen.has(key) || !isAdded(finding, crossed) || !isOfChecked(finding, crossed)) return [];
    return [{ ...finding, baselined: false, baselineState: "new" }];
  });
  return [...own, ...onlyByBase];
}

function isAdded(finding: Finding, crossed: Crossed | null): boolean {
  return crossed?.comparison.added.has(finding) === true;
}

/** What the base's configuration says of itself is no finding of the head; a conda file is no file that was checked by itself. */
function isOfChecked({ path }: Finding, crossed: Crossed | null): boolean {
  const folders = crossed?.head.settings.known() ?? [];
  return !folders.some(({ config }) => config?.texts.some((text) => text.path === path) === true);
}

function moreSevere({ level }: Finding, other: Finding): Finding["level"] {
  return severityOf(other.level) < severityOf(level) ? other.level : level;
}

/** What one finding is in two runs over the same files. */
function identityOf({ ruleId, path, region, subject, message }: Finding): string {
  const { startLine, startColumn } = region;
  return JSON.stringify([ruleId, path, startLine, startColumn, subject, message.id]);
}

function notices(
  { against: { ref }, isEqual, problems }: BaseTree,
  head: TreeRun,
  base: TreeRun,
  { isStrict }: AgainstOptions,
  isSame: boolean,
): RunLog {
  const log = new RunLog();
  if (isSame && isEqual !== false && sameFiles(head.outcome.texts, base.outcome.texts)) {
    const message = `The base ${ref} has the same files as this tree, so that nothing is new.`;
    if (isStrict) log.fail("base-equals-head", null, message);
    else log.warn("base-equals-head", null, message);
  }
  const [first] = problems;
  if (first) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
    log.warn("base-not-read", null, `${first.path} of the base: ${first.message}${more}`);
  }
  if (base.outcome.result.isIncomplete && !head.outcome.result.isIncomplete) {
    const why = base.outcome.result.notifications.find(({ level }) => level === "error");
    const about = why ? `${why.path ?? ""}: ${why.message}` : "";
    log.warn(
      "base-not-read",
      null,
      `The base was not read completely, and what was not read counts as new. ${about}`,
    );
  }
  return log;
}

/** What only the settings of the base would find in what was not read, nothing else reports. */
function reportUnread(head: TreeRun, byBase: TreeRun, log: RunLog): void {
  if (head.outcome.result.isIncomplete) return;
  // A configuration that only the head has is missing there.
  const { notifications } = byBase.outcome.result;
  const why = notifications.find(({ level, id }) => level === "error" && id !== "missing-file");
  if (!why) return;
  const message = `By the configuration of the base, this tree was not read completely. ${why.path ?? ""}: ${why.message}`;
  log.fail("tree-not-read", null, message);
}

/** The texts that reports quote, with the lines of each that the change touched. */
function quoted(
  outcomes: readonly LintOutcome[],
  others: ReadonlyMap<string, QuotedSource>,
  { changedIn }: Comparison,
): ReadonlyMap<string, QuotedSource> {
  const sources = new Map<string, QuotedSource>();
  for (const { result } of outcomes)
    for (const [path, source] of result.sources) if (!sources.has(path)) sources.set(path, source);
  for (const [path, source] of others) if (!sources.get(path)?.text) sources.set(path, source);
  return new Map(
    Array.from(sources, ([path, source]) => [path, { ...source, changedLines: changedIn(path) }]),
  );
}

function withComparison(
  outcome: LintOutcome,
  {
    findings,
    sources,
    log,
    crossed,
    base,
  }: {
    readonly findings: readonly Finding[];
    readonly sources: ReadonlyMap<string, QuotedSource>;
    readonly log: RunLog;
    readonly crossed: Crossed | null;
    readonly base: BaseTree;
  },
): LintOutcome {
  const { result, settingsOf } = outcome;
  const rules = new Map(
    [...(crossed?.head.outcome.result.rules ?? []), ...result.rules].map((one) => [
      one.rule.id,
      one,
    ]),
  );
  return {
    ...outcome,
    settingsOf: (path) => stricterOf(settingsOf(path), crossed?.head.outcome.settingsOf(path)),
    result: {
      ...result,
      against: base.against,
      rules: [...rules.values()].sort((a, b) => compareText(a.rule.id, b.rule.id)),
      ...{ findings, sources },
      notifications: [...result.notifications, ...log.notifications],
      isIncomplete: result.isIncomplete || log.isIncomplete,
    },
  };
}

/** What fails by the settings of either tree fails. */
function stricterOf(own: Settings, other: Settings | undefined): Settings {
  if (!other) return own;
  const order: readonly Settings["failOn"][] = ["never", ...levels];
  return order.indexOf(other.failOn) > order.indexOf(own.failOn)
    ? { ...own, failOn: other.failOn }
    : own;
}
