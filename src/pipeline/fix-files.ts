import { lstatSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { compareFindings } from "../check/index.ts";
import { linkInRepository, readSource } from "../discover/index.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { isReported } from "../domain/rule/finding.ts";
import type { Notification, QuotedSource, Run } from "../domain/rule/run.ts";
import type { FixedFile } from "../fix/index.ts";
import { fixFile, unifiedDiff } from "../fix/index.ts";
import type { LintOutcome } from "./lint.ts";
import {
  outsideTheFile,
  reasonsWithoutFix,
  rejectedFix,
  unchangedFile,
  unpinnedImages,
} from "./fix-notices.ts";
import { safeText } from "../report/safe-text.ts";
import { replaceText } from "../fs/atomic-write.ts";
import { errorCode } from "../fs/error-code.ts";
import { relativePath } from "../fs/relative-path.ts";
import { addAll } from "../text/list.ts";

export interface FixFilesRequest {
  readonly cwd: string;
  readonly unsafe: boolean;
  /** Shows the changes and writes nothing. */
  readonly diff: boolean;
  /** Returns a part of file names that no other process uses. */
  readonly unique: () => string;
  /** False once a lookup that `--strict` requires could not be resolved. */
  readonly isAnswered: () => boolean;
}

export interface FixedRun {
  /** The run after the fixes, incomplete if a file could not be changed; its findings as they were if nothing was written. */
  readonly run: Run;
  /** The changes as a unified diff if they were only to be shown, else empty. */
  readonly diff: string;
  /** Fixes made or shown. */
  readonly fixes: number;
  /** Files changed or shown. */
  readonly files: number;
}

/** Fixes the files of a run one by one, and checks each again. */
export async function fixFiles(
  { result: run, checkText, imagesOf }: LintOutcome,
  request: FixFilesRequest,
): Promise<FixedRun> {
  const byPath = new Map<string, Finding[]>();
  for (const finding of run.findings) {
    const findings = byPath.get(finding.path);
    if (findings) findings.push(finding);
    else byPath.set(finding.path, [finding]);
  }
  const findings: Finding[] = [];
  /** What fixes leave, also where they are only shown. */
  const left: Finding[] = [];
  const notifications: Notification[] = [...run.notifications];
  const sources = new Map(run.sources);
  const diffs: string[] = [];
  let [fixes, files, isIncomplete] = [0, 0, run.isIncomplete];

  // Everything is checked before anything is written: a lookup that could not be resolved must prevent every change.
  const plans: {
    readonly path: string;
    readonly source: QuotedSource;
    readonly fixed: FixedFile;
  }[] = [];
  for (const [path, before] of byPath) {
    const source = sources.get(path);
    const offered = before.filter(({ fix }) => fix !== null).filter(isReported);
    const text = source?.text ?? null;
    if (!source || text === null || offered.length === 0) {
      addAll(findings, before);
      addAll(left, before);
      continue;
    }
    addAll(notifications, offered.flatMap(outsideTheFile));
    const fixed = await fixFile(text, (changed) => checkText(path, changed), {
      unsafe: request.unsafe,
      imagesOf: (changed) => imagesOf(path, changed),
    });
    plans.push({ path, source, fixed });
  }

  for (const { path, source, fixed } of plans) {
    // Lets a signal end the run between two files: it cannot while one is written.
    await setImmediate();
    const before = byPath.get(path) ?? [];
    const text = source.text ?? "";
    for (const rejected of fixed.rejected) notifications.push(rejectedFix(path, rejected));
    const isChanged = fixed.text !== text;
    const why = isChanged ? change(path, text, fixed.text, request, diffs) : null;
    const after = isChanged ? await checkText(path, fixed.text) : before;
    for (const finding of why === null ? after : before) left.push(finding);
    if (!isChanged || why !== null || request.diff) addAll(findings, before);
    else {
      addAll(findings, after);
      sources.set(path, { ...source, text: fixed.text });
    }
    if (why !== null) {
      isIncomplete = true;
      notifications.push(unchangedFile(path, why));
    } else if (isChanged) {
      // One edit can fix several findings, which the report counts one by one.
      const resolved = before.filter(isReported).length - after.filter(isReported).length;
      fixes += Math.max(resolved, fixed.applied.length);
      for (const notice of unpinnedImages(path, fixed.applied, request.diff))
        notifications.push(notice);
      files++;
    }
  }
  addAll(notifications, reasonsWithoutFix(left.sort(compareFindings)));
  return {
    run: { ...run, findings: findings.sort(compareFindings), notifications, sources, isIncomplete },
    diff: diffs.join(""),
    ...{ fixes, files },
  };
}

/** Writes or shows a change. Returns why it could not, or null. */
function change(
  path: string,
  before: string,
  after: string,
  { cwd, diff, unique, isAnswered }: FixFilesRequest,
  diffs: string[],
): string | null {
  if (!isAnswered()) return "a lookup could not be resolved, and --strict requires all of them";
  const absolute = resolve(cwd, path);
  const target = linkTarget(absolute, cwd);
  if (target !== null) return `it is a symbolic link to ${target}; name that file instead`;
  if (diff) {
    diffs.push(unifiedDiff(path, before, after, safeText));
    return null;
  }
  try {
    const link = linkInRepository(absolute);
    if (link !== null)
      return `the symbolic link ${relativePath(link, cwd)} leads to it; name it by its real path`;
    // No file of any kind is read further than a notebook.
    const now = readSource({ path, absolute, kind: "notebook", named: true });
    if (now.kind !== "text" || now.text !== before) return "it changed while it was checked";
    return replaceText(absolute, before, after, unique);
  } catch (error) {
    return `it cannot be written (${errorCode(error) ?? String(error)})`;
  }
}

/** What a symbolic link leads to, relative to the working directory; null for what is none. */
function linkTarget(absolute: string, cwd: string): string | null {
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() !== true) return null;
  try {
    return relativePath(realpathSync(absolute), realpathSync(cwd));
  } catch (error) {
    return `nothing (${errorCode(error) ?? String(error)})`;
  }
}
