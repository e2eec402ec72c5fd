import type { Baseline } from "../domain/rule/baseline.ts";
import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Finding } from "../domain/rule/finding.ts";
import type { Notification, EnabledRule } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import { applyBaseline } from "./baseline.ts";
import { decisionsOf } from "./decisions.ts";
import type { RuleFailure } from "./run-rules.ts";
import { compareFindings, dedupe, fingerprinter, mergeBuilds, runRules } from "./run-rules.ts";
import type { SuppressionContext } from "./suppress.ts";
import { faultyComments, repositoryIn, suppress } from "./suppress.ts";

/** One way a file is built, and the rules it is judged by. */
export interface BuildToCheck {
  readonly build: EnrichedBuild;
  readonly rules: readonly EnabledRule[];
  /** The command line chose the target stage. */
  readonly isTargetRequired: boolean;
}

export interface FileToCheck {
  /** Relative to the working directory, as findings name it. */
  readonly path: string;
  readonly absolute: string;
  /** Relative to the root of the repository, with `/`. */
  readonly repositoryPath: string;
  readonly builds: readonly BuildToCheck[];
}

/** What the check room needs besides a file. */
export interface CheckContext extends SuppressionContext {
  readonly settings: SuppressionContext["settings"] & Pick<Settings, "mayBaseline">;
  /** A digest in hexadecimal, for fingerprints. */
  readonly hash: (text: string) => string;
  readonly baseline: Baseline | null;
  /** False where nobody looks at fixes. */
  readonly wantsFixes?: boolean;
}

export interface Checked {
  /** All of them, the suppressed and the baselined marked; sorted. */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** Suppressions that would hide a finding, but may not. */
  readonly rejections: readonly Notification[];
  /** Rules that exceptions suppressed something of. */
  readonly exceptionUses: ReadonlyMap<Exception, ReadonlySet<string>>;
  /** Findings that the baseline knows, but may not hold back. */
  readonly baselineRejections: readonly Finding[];
  /**
   * Whether a rule was in force and decided about the file.
   * @param concerns leaves out images by their repository on Microsoft's registry, null for others
   */
  readonly isConclusive: (
    ruleId: string,
    concerns?: (repository: string | null) => boolean,
  ) => boolean;
}

/** Runs the rules over a file, then, in this order: dedupe → fingerprint → suppress → baseline → sort. */
export function checkFile(file: FileToCheck, context: CheckContext): Checked {
  const { path, builds } = file;
  const { settings, baseline } = context;
  const location = { ...context, path };
  const runs = builds.map(({ build, rules }) =>
    runRules(rules, (rule, own) => rule.check(build, own), location),
  );
  const failures = runs.flatMap((run) => run.failures);
  const identify = fingerprinter(file.repositoryPath, context.hash);
  const identified = mergeBuilds(runs.map(({ findings }) => findings)).map(identify);
  const comments = builds[0]?.build.comments ?? [];
  const suppressed = suppress(identified, { ...file, comments }, context);

  const failed = new Set(failures.map(({ ruleId }) => ruleId));
  const { isEnabled, isSilent, isConclusiveFor } = decisionsOf(builds, failed, context.asOf);
  const faulty = settings.inlineIgnores ? faultyComments(suppressed, isEnabled, isSilent) : [];
  const about = runRules(
    faulty.length === 0 ? [] : (builds[0]?.rules ?? []),
    (rule, own) => rule.checkSuppressions?.(faulty, own) ?? [],
    location,
  );

  const all = [...suppressed.findings, ...dedupe(about.findings).map(identify)];
  const held = applyBaseline(all, baseline, settings.mayBaseline);
  return {
    findings: held.findings.toSorted(compareFindings),
    failures: [...failures, ...about.failures],
    rejections: suppressed.rejections,
    exceptionUses: suppressed.exceptionUses,
    baselineRejections: held.rejected,
    isConclusive: (rule, concerns = () => true) =>
      isConclusiveFor(
        rule,
        (image) => image.inference === "possible" || concerns(repositoryIn(image.canonical)),
      ),
  };
}
