import type { FailOn } from "../domain/rule/fail-on.ts";
import { failOnIn } from "../domain/rule/fail-on.ts";
import type { Level } from "../domain/rule/finding.ts";
import { failsAt, isReported, severityOf } from "../domain/rule/finding.ts";
import type { Run } from "../domain/rule/run.ts";
import { UsageError } from "../domain/settings/usage-error.ts";
import { relativePath } from "../fs/relative-path.ts";
import type { FolderSettings } from "../pipeline/run-settings.ts";
import { counted } from "../text/list.ts";

/**
 * What fails the run must be in its reports.
 * @param folders all whose settings count in the run
 * @throws UsageError where a lower level than `--min-level` fails the run
 */
export function requireFailuresShown(
  minLevel: Level | null,
  folders: readonly FolderSettings[],
  cwd: string,
): void {
  if (minLevel === null) return;
  for (const { folder, settings } of folders) {
    const { failOn } = settings;
    if (failOn === "never" || !isBelow(failOn, minLevel)) continue;
    throw leftOut(minLevel, failOn, relativePath(folder, cwd));
  }
}

/** The same for a run whose settings are known by its findings only. @throws UsageError */
export function requireFailingShown(
  minLevel: Level | null,
  { findings, failOn }: Run & { readonly failOn: FailOn },
): void {
  if (minLevel === null) return;
  for (const finding of findings) {
    const { level, path } = finding;
    const own = failOnIn(failOn, path);
    if (own !== "never" && isReported(finding) && isBelow(level, minLevel) && failsAt(level, own))
      throw leftOut(minLevel, own, path);
  }
}

function leftOut(minLevel: Level, failOn: Level, path: string): UsageError {
  const where = path === "" ? "" : ` in ${path}`;
  return new UsageError(
    `--min-level ${minLevel} would leave out findings that fail the run, which fails from ${failOn} on${where}: use --min-level ${failOn}, or --fail-on ${minLevel}`,
  );
}

/** A run as reports show it; the exit code depends on the findings of the whole one. */
export function withMinLevel(run: Run, minLevel: Level | null): Run {
  if (minLevel === null) return run;
  const isLow = ({ level }: { readonly level: Level }): boolean => isBelow(level, minLevel);
  const belowMinLevel = run.findings.filter((one) => isLow(one) && isReported(one)).length;
  const findings = run.findings.filter((one) => !isLow(one));
  if (belowMinLevel === 0) return { ...run, findings };
  const message = `Left out: ${counted(belowMinLevel, "finding")} below --min-level ${minLevel}.`;
  const notice = { level: "note", id: "left-out", path: null, region: null, message } as const;
  return { ...run, findings, belowMinLevel, notifications: [...run.notifications, notice] };
}

function isBelow(level: Level, minLevel: Level): boolean {
  return severityOf(level) > severityOf(minLevel);
}
