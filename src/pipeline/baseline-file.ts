import { lstatSync } from "node:fs";
import { join } from "node:path";
import { baselineText, readBaseline, updatedBaseline } from "../check/index.ts";
import { linkInRepository, readBaselineBytes, repositoryRootFinder } from "../discover/index.ts";
import type { Run } from "../domain/rule/run.ts";
import type { Settings } from "../domain/settings/settings.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { writeWhole } from "../fs/atomic-write.ts";
import type { AcceptedFindings } from "./baseline-notices.ts";
import type { LintOutcome } from "./lint.ts";
import { relativePath } from "../fs/relative-path.ts";

/** The baseline that is read without an option, at the root of the repository. */
const defaultName = ".inferlint-baseline.json";

export interface BaselineFile {
  readonly absolute: string;
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null if the file does not exist. */
  readonly accepted: AcceptedFindings | null;
}

/**
 * The baseline of a run: the configured one, else the one with the default name at the root of the repository.
 * @param mayBeMissing whether a configured baseline may be missing, since it is about to be created
 * @throws UsageError if it cannot be read
 */
export function openBaseline(
  { baseline }: Pick<Settings, "baseline">,
  cwd: string,
  mayBeMissing: boolean,
): BaselineFile {
  const root = repositoryRootFinder()(cwd) ?? cwd;
  const absolute = baseline ?? join(root, defaultName);
  const path = relativePath(absolute, cwd);
  const read = readBaselineBytes(absolute);
  if (read.kind !== "bytes") {
    const isMissing = read.kind === "missing";
    if (isMissing && (baseline === null || mayBeMissing)) return { absolute, path, accepted: null };
    const hint = isMissing ? "; --update-baseline creates it" : "";
    throw new UsageError(`the baseline ${path} cannot be read: ${read.message}${hint}`);
  }
  const text = read.bytes.toString("utf8");
  const entries = readBaseline(text);
  if ("why" in entries) throw new UsageError(`the baseline ${path} cannot be used: ${entries.why}`);
  return { absolute, path, accepted: { entries, path, text } };
}

export interface BaselineUpdate {
  readonly cwd: string;
  /** Whether new findings are added. Resolved ones are removed in any case. */
  readonly add: boolean;
  readonly mayBaseline: Settings["mayBaseline"];
  /** Returns a part of file names that no other process uses. */
  readonly unique: () => string;
}

/**
 * `--update-baseline`: writes the baseline and marks the findings it accepts now. A run that could not check everything changes
 * nothing, since it cannot tell what is resolved.
 * @returns the run, and one line about what changed
 * @throws UsageError if the file cannot be written
 */
export function updateBaseline(
  outcome: LintOutcome,
  file: BaselineFile,
  { cwd, add, mayBaseline, unique }: BaselineUpdate,
): { readonly run: Run; readonly message: string } {
  const { result: run, isIncomplete, isResolved } = outcome;
  const { accepted, path } = file;
  if (isIncomplete)
    return { run, message: `${path} was not changed, because not everything could be checked` };
  const current = run.findings.map((finding) => ({
    finding,
    repositoryPath: run.sources.get(finding.path)?.repositoryPath ?? finding.path,
  }));
  const before = accepted?.entries ?? null;
  const entries = updatedBaseline(before, current, isResolved, add);
  const text = baselineText(entries);
  if (text !== accepted?.text) writeBaseline(file, cwd, text, unique);

  const known = before ?? new Map<string, unknown>();
  const added = [...entries.keys()].filter((fingerprint) => !known.has(fingerprint)).length;
  const removed = [...known.keys()].filter((fingerprint) => !entries.has(fingerprint)).length;
  const findings = run.findings.map((finding) => {
    const isKnown = finding.suppressed === null && entries.has(finding.fingerprint);
    return { ...finding, baselined: isKnown && mayBaseline(finding.ruleId) };
  });
  const notifications = run.notifications.filter(({ id }) => id !== "baseline-outdated");
  return {
    run: { ...run, findings, notifications, hasBaseline: true },
    message: `${path}: ${added} added, ${removed} removed, ${entries.size} in total`,
  };
}

/** Follows no link: a repository could make it lead anywhere. */
function writeBaseline(
  { absolute, path }: BaselineFile,
  cwd: string,
  text: string,
  unique: () => string,
): void {
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new UsageError(`the baseline ${path} is a symbolic link; name its target instead`);
  const link = linkInRepository(absolute);
  if (link !== null)
    throw new UsageError(
      `the baseline ${path} was not written: the symbolic link ${relativePath(link, cwd)} leads to it; name it without that`,
    );
  try {
    writeWhole(absolute, [text], unique);
  } catch (error) {
    throw new UsageError(`--baseline ${absolute} ${error instanceof Error ? error.message : ""}`);
  }
}
