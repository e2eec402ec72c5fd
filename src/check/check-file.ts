import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Place } from "../domain/build/place.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { withoutFix } from "../domain/rule/finding.ts";
import type { RuleContext } from "../domain/rule/rule.ts";
import { renamedRule } from "../domain/rule/rule-names.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { BuildVariant, Exception, Settings } from "../domain/settings/settings.ts";
import type { AcceptedEntries, AppliedBaseline } from "./baseline.ts";
import { applyBaseline } from "./baseline.ts";
import { inDescribedBuild, withConditions } from "./condition.ts";
import { giversOf } from "./givers.ts";
import { anchorsOf } from "./comment-anchors.ts";
import type { Conclusiveness } from "./conclusive.ts";
import { conclusiveness } from "./conclusive.ts";
import type { FileIdentity } from "./dedupe.ts";
import { baselinePathOf, dedupe, fingerprinter, mergeVariants } from "./dedupe.ts";
import type { ReportedComments } from "./faulty-comments.ts";
import { faultyComments } from "./faulty-comments.ts";
import { compareFindings } from "./order.ts";
import { placedResults } from "./placed.ts";
import { endingOf } from "./ending.ts";
import type { InlineSuppression } from "./read-suppression.ts";
import { readSuppression, withoutUnknownRequirements } from "./read-suppression.ts";
import { rejectionOf } from "./rejection.ts";
import type { RuleFailure } from "./run-rules.ts";
import { reportSuppressions, runRules } from "./run-rules.ts";
import type { SuppressionContext } from "./suppress.ts";
import { repositoryIn, suppress, unionOfUses } from "./suppress.ts";

/** One variant of a file's build in one reading, with what is enabled for it. */
export interface BuildToCheck extends Omit<BuildVariant, "buildArgs" | "target"> {
  readonly build: EnrichedBuild;
  /** Where an embedded Dockerfile stands in the file; null or absent for a whole file. */
  readonly place?: Place | null;
}

export interface FileToCheck extends FileIdentity {
  /** Relative to the working directory, as findings name it. */
  readonly path: string;
  readonly absolute: string;
  readonly builds: readonly [BuildToCheck, ...BuildToCheck[]];
  /**
   * The same builds with facts as without a registry, where a registry was asked and suppressions or a baseline depend on it:
   * a suppression that an offline run needs is not unused.
   */
  readonly offlineBuilds?: readonly BuildToCheck[];
}

/** What checking needs besides a file. */
export interface CheckContext extends SuppressionContext, Pick<RuleContext, "memo" | "wantsFixes"> {
  readonly settings: SuppressionContext["settings"] & Pick<Settings, "images" | "policy">;
  /** A digest in hexadecimal, for fingerprints. */
  readonly hash: (text: string) => string;
  readonly baseline: AcceptedEntries | null;
}

export interface Checked {
  /** All of them, the suppressed and the baselined marked; sorted. */
  readonly findings: readonly Finding[];
  /** Entries of the baseline with a finding here, those that only an offline run would have included. */
  readonly baselineInUse: AppliedBaseline["inUse"];
  readonly failures: readonly RuleFailure[];
  /** Suppressions that match a finding, but are not allowed to suppress it; comments with former ids of rules. */
  readonly rejections: readonly Notification[];
  /** The suppression comments of the file, in order, also those that suppress nothing. */
  readonly comments: readonly InlineSuppression[];
  /** Rules that exceptions suppressed something of. */
  readonly exceptionUses: ReadonlyMap<Exception, ReadonlySet<string>>;
  /**
   * Whether a rule was enabled and could decide about the file.
   * @param includesImage whether an image matters, by its repository on Microsoft's registry; null for other images
   */
  readonly isConclusive: (
    ruleId: string,
    includesImage?: (repository: string | null) => boolean,
  ) => boolean;
}

/** Runs the rules over a file; then, in this order: dedupe → fingerprint → suppress → baseline → sort. */
export function checkFile(file: FileToCheck, context: CheckContext): Checked {
  const { path, builds, offlineBuilds = [] } = file;
  const { settings, baseline, ruleIds, formerIds, asOf, hash, memo, wantsFixes } = context;
  const [first] = builds;
  const shared = { asOf, images: settings.images, memo, wantsFixes, path };
  const givers = giversOf(builds.flatMap(({ described }) => described ?? []));
  const run = (variant: BuildToCheck) => {
    const results = runRules(variant, variant.build, shared);
    const findings = withConditions(results.findings, variant.build, givers);
    const own = { ...results, findings: inDescribedBuild(findings, variant.described) };
    return { ...variant, ...placedResults(own, variant.place ?? null) };
  };
  const namesInBaseline = baseline ? formerIds : undefined;
  const identify = fingerprinter(file, hash, namesInBaseline);
  const results = builds.map(run);
  const identified = mergeVariants(results.map(({ findings }) => findings)).map(identify);
  const read = first.build.comments
    .map((comment) => readSuppression(comment, ruleIds, asOf, formerIds))
    // Prose can begin like a suppression.
    .filter(({ rules, faults }) => rules.length + faults.length > 0);
  const comments = settings.policy === null ? read.map(withoutUnknownRequirements) : read;
  const suppressed = suppress(identified, { ...file, comments }, context);

  const offline = mergeVariants(offlineBuilds.map((variant) => run(variant).findings)).map(
    fingerprinter(file, hash, namesInBaseline),
  );
  const offlineUses = offline.length > 0 ? suppress(offline, { ...file, comments }, context) : null;

  // Most files have neither comments nor accepted findings, and then nobody asks what silence means.
  let known: Conclusiveness | undefined;
  const conclusive = (): Conclusiveness => (known ??= conclusiveness(results));
  const commentUses = unionOfUses(suppressed, offlineUses, "commentUses");
  const { faulty, misplaced } =
    settings.inlineIgnores && comments.length > 0
      ? faultyComments({
          ...{ comments, commentUses, findings: suppressed.findings },
          offlineRules: new Set(offline.map(({ ruleId }) => ruleId)),
          conclusive: conclusive(),
          anchorAt: anchorsOf(builds),
        })
      : noFaults;
  const ending = [...commentUses].flatMap(([comment, rules]) => {
    const counts = (rule: string): boolean =>
      rejectionOf(rule, comment, path, settings, context.limit ?? null) === null;
    return endingOf(comment, [...rules].filter(counts), asOf);
  });
  const about = reportSuppressions(
    first.rules,
    { faulty, ending },
    {
      ...shared,
      supportWindow: first.supportWindow,
      isTargetChosen: first.isTargetRequired,
    },
  );

  const all = [
    ...withoutFixes(suppressed.findings, misplaced),
    ...dedupe(about.findings).map(identify),
  ];
  const accepted = applyBaseline(
    all,
    offline,
    baselinePathOf(file),
    context.baseline,
    builds.flatMap(({ rules }) => rules),
  );
  return {
    findings: accepted.findings.toSorted(compareFindings),
    baselineInUse: accepted.inUse,
    failures: [...results.flatMap(({ failures }) => failures), ...about.failures],
    rejections: [...suppressed.rejections, ...renamedIn(comments, path)],
    comments,
    exceptionUses: unionOfUses(suppressed, offlineUses, "exceptionUses"),
    isConclusive: (rule, includesImage = () => true) =>
      conclusive().isConclusive(rule, (canonical) => includesImage(repositoryIn(canonical))),
  };
}

/** The former ids of rules in comments. */
function renamedIn(comments: readonly InlineSuppression[], path: string): readonly Notification[] {
  return comments.flatMap(({ renamed = new Map<string, string>(), region }) =>
    [...renamed].map(([former, id]) => renamedRule(former, id, { path, region })),
  );
}

const noFaults: ReportedComments = { faulty: [], misplaced: new Map() };

/** A finding that a comment may be meant for is not fixed before the comment is where it counts. */
function withoutFixes(
  findings: readonly Finding[],
  misplaced: ReportedComments["misplaced"],
): readonly Finding[] {
  if (misplaced.size === 0) return findings;
  return findings.map((finding) => {
    const line = misplaced.get(finding.ruleId);
    if (line === undefined || finding.suppressed || !finding.fix) return finding;
    return { ...finding, ...withoutFix(`the suppression in line ${line} may be meant for it`) };
  });
}
