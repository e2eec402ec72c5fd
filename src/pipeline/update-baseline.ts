import { lstatSync } from "node:fs";
import { baselineText, updatedBaseline } from "../check/index.ts";
import { linkInRepository } from "../discover/index.ts";
import type { BaselineEntry } from "../domain/rule/baseline.ts";
import { baselineFingerprintOf } from "../domain/rule/finding.ts";
import type { Run } from "../domain/rule/run.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { writeWhole } from "../fs/atomic-write.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { BaselineCheck } from "./baseline-check.ts";
import type { BaselineFile } from "./baseline-file.ts";
import type { LintOutcome } from "./lint.ts";

export interface BaselineUpdate {
  readonly cwd: string;
  /** Whether new findings are added. Resolved ones are removed in any case. */
  readonly add: boolean;
  /** Returns a part of file names that no other process uses. */
  readonly unique: () => string;
}

/**
 * `--update-baseline`: writes the baselines and marks the findings they accept now. A baseline of the default name is created at
 * the root of the run only: another repository may not want one. A run that could not check everything changes nothing, since
 * it cannot tell what is resolved.
 * @returns the run, and one line about what changed in each baseline
 * @throws UsageError if a file cannot be written
 */
export function updateBaselines(
  { result: run, baselines, root }: LintOutcome,
  update: BaselineUpdate,
): { readonly run: Run; readonly messages: readonly string[] } {
  const written = baselines.filter(
    ({ file }) => file.accepted !== null || file.isNamed || file.root === root,
  );
  if (run.isIncomplete) {
    const why = "was not changed, because not everything could be checked";
    return { run, messages: written.map(({ file }) => `${file.path} ${why}`) };
  }
  let after = run;
  const messages: string[] = [];
  for (const baseline of written) {
    const { run: updated, message } = updateBaseline(after, baseline, update);
    after = updated;
    messages.push(message);
  }
  const notifications = run.notifications.filter(({ id }) => id !== "baseline-outdated");
  return { run: { ...after, notifications, hasBaseline: true }, messages };
}

function updateBaseline(
  run: Run,
  { file, tracker, paths }: BaselineCheck,
  { cwd, add, unique }: BaselineUpdate,
): { readonly run: Run; readonly message: string } {
  const current = run.findings.flatMap((finding) => {
    const path = paths.get(finding.path);
    return path === undefined ? [] : [{ finding, path }];
  });
  const before = file.accepted?.entries ?? null;
  const entries = updatedBaseline(before, current, tracker, add);
  const text = baselineText(entries);
  if (text !== file.accepted?.text) writeBaseline(file, cwd, text, unique);

  const [known, moved] = [before ?? new Map<string, BaselineEntry>(), new Set<string>()];
  for (const entry of known.values()) {
    const { fingerprint } = tracker.current(entry);
    if (fingerprint !== entry.fingerprint) moved.add(fingerprint);
  }
  const added = [...entries.keys()].filter((key) => !known.has(key) && !moved.has(key)).length;
  const removed = [...known.values()].filter(tracker.isResolved).length;
  const findings = run.findings.map((finding) => {
    if (!paths.has(finding.path) || finding.suppressed !== null || file.effect === "none")
      return finding;
    const isKnown = entries.has(baselineFingerprintOf(finding));
    return { ...finding, baselined: finding.baselined || isKnown };
  });
  const kept = moved.size === 0 ? "" : `, ${moved.size} adapted`;
  return {
    run: { ...run, findings },
    message: `${file.path}: ${added} added, ${removed} removed${kept}, ${entries.size} in total`,
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
      `the baseline ${path} was not written: the symbolic link ${relativePath(link, cwd)} leads to it; name it by its real path`,
    );
  try {
    writeWhole(absolute, [text], unique);
  } catch (error) {
    throw new UsageError(`--baseline ${absolute} ${error instanceof Error ? error.message : ""}`);
  }
}
