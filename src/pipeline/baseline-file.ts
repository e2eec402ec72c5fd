import { lstatSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { baselineText, readBaseline, updatedBaseline } from "../check/index.ts";
import { readBaselineBytes, repositoryRootFinder } from "../discover/index.ts";
import type { Baseline } from "../domain/rule/baseline.ts";
import type { Settings } from "../domain/settings/settings.ts";
import type { LintOutcome } from "./lint.ts";
import type { AcceptedFindings } from "./baseline-notices.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { writeWhole } from "../fs/atomic-write.ts";

/** The baseline that is read by itself, at the root of the repository. */
const defaultName = ".inferlint-baseline.json";

export interface BaselineFile {
  readonly absolute: string;
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  /** Null where there is no such file. */
  readonly accepted: AcceptedFindings | null;
}

/**
 * The baseline of a run: the one that is named, else the one of the usual name at the root of the repository. One that is
 * named has to be there, unless it is about to be made.
 */
export function openBaseline(
  { baseline }: Pick<Settings, "baseline">,
  cwd: string,
  mayBeMissing: boolean,
): BaselineFile {
  const root = repositoryRootFinder()(cwd) ?? cwd;
  const absolute = baseline ?? join(root, defaultName);
  const path = relative(cwd, absolute).replaceAll(sep, "/");
  const read = readBaselineBytes(absolute);
  if (read.kind !== "bytes") {
    const isMissing = read.kind === "missing";
    if (isMissing && (baseline === null || mayBeMissing)) return { absolute, path, accepted: null };
    const hint = isMissing ? "; --update-baseline makes it" : "";
    throw new UsageError(`the baseline ${path} cannot be read: ${read.message}${hint}`);
  }
  const text = read.bytes.toString("utf8");
  const entries = readBaseline(text);
  if ("why" in entries) throw new UsageError(`the baseline ${path} cannot be used: ${entries.why}`);
  return { absolute, path, accepted: { entries, path, text } };
}

/** Writes a baseline, but through no link: a repository could make it lead anywhere. */
export function writeBaseline(
  { absolute, path }: BaselineFile,
  text: string,
  unique: string,
): void {
  if (lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink() === true)
    throw new UsageError(`the baseline ${path} is a symbolic link: name the file itself`);
  try {
    writeWhole(absolute, [text], unique);
  } catch (error) {
    throw new UsageError(`--baseline ${absolute} ${error instanceof Error ? error.message : ""}`);
  }
}

/** What `--update-baseline` makes of a baseline. */
export function baselineAfter(
  { accepted }: BaselineFile,
  { result: { findings, sources }, isResolved }: LintOutcome,
  add: boolean,
): {
  readonly entries: Baseline;
  readonly text: string;
  readonly added: number;
  readonly gone: number;
} {
  const before = accepted?.entries ?? null;
  const current = findings.map((finding) => ({
    finding,
    repositoryPath: sources.get(finding.path)?.repositoryPath ?? finding.path,
  }));
  const entries = updatedBaseline(before, current, isResolved, add);
  const known = before ?? new Map<string, unknown>();
  const added = [...entries.keys()].filter((fingerprint) => !known.has(fingerprint)).length;
  const gone = [...known.keys()].filter((fingerprint) => !entries.has(fingerprint)).length;
  return { entries, text: baselineText(entries), added, gone };
}
