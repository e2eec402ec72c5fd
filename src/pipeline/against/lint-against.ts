import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { compareFindings } from "../../check/index.ts";
import type { Finding } from "../../domain/rule/finding.ts";
import { levels } from "../../domain/rule/finding.ts";
import type { ComparedWith, QuotedSource } from "../../domain/rule/run.ts";
import type { Settings } from "../../domain/settings/settings.ts";
import type { TemporaryFolder } from "../../fs/temporary-folder.ts";
import { compareText } from "../../text/compare-text.ts";
import type { LintOutcome, LintRequest } from "../lint.ts";
import { lint } from "../lint.ts";
import type { RunLog } from "../run-log.ts";
import { baseNotices, sameFiles } from "./base-notices.ts";
import type { Comparison } from "./compare-runs.ts";
import { compareRuns } from "./compare-runs.ts";
import { composeTree, settingsFiles } from "./compose-tree.ts";
import { exceptionsOfChange } from "./exceptions-of-change.ts";
import { lintChanged } from "./lint-changed.ts";
import type { SettingsAt, TreeRun } from "./lint-tree.ts";
import { compared, inBase, lintTree } from "./lint-tree.ts";
import type { Crossed } from "./mark-findings.ts";
import { markedFindings } from "./mark-findings.ts";
import type { WholeBase } from "./open-tree.ts";
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

/** A run of the base, and what the comparison with it says. */
interface ComparedBase {
  readonly run: TreeRun;
  readonly comparison: Comparison;
  readonly crossed: Crossed | null;
  readonly problems: WholeBase["problems"];
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
  const { against: given, environment, folder, isStrict } = options;
  const head: TreeRun = { settings, outcome: await lint({ ...request, ...compared }) };
  const { root } = settings;
  const opened = await openTree({ given, cwd, root, environment, temporary: folder.path });
  let base: ComparedBase;
  try {
    const run = opened.changes && (await lintChanged(head, opened.changes, request));
    base = run ? ofChanged(head, run) : await ofTree(head, await opened.tree(), request, options);
  } finally {
    opened.close();
  }
  const { run, comparison, crossed, problems } = base;
  const findings = markedFindings(head.outcome, comparison, crossed);
  const exceptions = await exceptionsOfChange({ head, base: run, findings, comparison }, request);
  const hasNew = findings.some(({ baselineState }) => baselineState === "new");
  return withComparison(head.outcome, {
    findings: [...findings, ...exceptions.findings].sort(compareFindings),
    sources: quoted(
      [head.outcome, ...(crossed ? [crossed.head.outcome] : [])],
      exceptions.sources,
      comparison,
    ),
    log: baseNotices({ opened, problems, head, base: run, crossed, hasNew }, isStrict),
    crossed,
    against: opened.against,
  });
}

/** The comparison with a base whose settings are those of the head. */
function ofChanged(head: TreeRun, run: TreeRun): ComparedBase {
  return {
    run,
    comparison: compareRuns(head.outcome, run.outcome),
    ...{ crossed: null, problems: [] },
  };
}

async function ofTree(
  head: TreeRun,
  base: WholeBase,
  request: LintRequest,
  { settingsAt, folder }: AgainstOptions,
): Promise<ComparedBase> {
  const { root } = head.settings;
  const own = await inBase(() => lintTree(request, base.root, settingsAt, false));
  const isSettings = settingsFileTest([head.settings, own.settings]);
  const { problems } = base;
  if (sameFiles(settingsFiles(root, isSettings), settingsFiles(base.root, isSettings)))
    return { ...ofChanged(head, own), problems };

  const at = async (
    name: string,
    trees: { readonly files: string; readonly settings: string },
  ): Promise<TreeRun> => {
    const to = join(folder.path, name);
    mkdirSync(to, { mode: 0o700 });
    composeTree(trees, to, isSettings);
    return lintTree(request, to, settingsAt, trees.files === root);
  };
  const byHead = await at("base-by-head", { files: base.root, settings: root });
  const headByBase = await at("head-by-base", { files: root, settings: base.root });
  return {
    run: own,
    comparison: compareRuns(head.outcome, byHead.outcome),
    crossed: { head: headByBase, comparison: compareRuns(headByBase.outcome, own.outcome) },
    problems,
  };
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
    against,
  }: {
    readonly findings: readonly Finding[];
    readonly sources: ReadonlyMap<string, QuotedSource>;
    readonly log: RunLog;
    readonly crossed: Crossed | null;
    readonly against: ComparedWith;
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
      against,
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
