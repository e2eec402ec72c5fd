import type { CalendarDate } from "../text/calendar-date.ts";
import { joinList } from "../text/list.ts";
import type { Finding, Suppression } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import { coverage } from "./coverage.ts";
import type { InlineSuppression } from "./read-suppression.ts";

export interface SuppressionContext {
  /** Every rule there is. */
  readonly ruleIds: readonly string[];
  readonly asOf: CalendarDate;
  readonly settings: Pick<Settings, "exceptions" | "inlineIgnores" | "maySuppress">;
}

/** The rules of which each suppression suppressed a finding. */
type Uses<T> = ReadonlyMap<T, ReadonlySet<string>>;

export interface Suppressed {
  readonly findings: readonly Finding[];
  readonly commentUses: Uses<InlineSuppression>;
  readonly exceptionUses: Uses<Exception>;
  /** Suppressions that match a finding, but are not allowed to suppress it. */
  readonly rejections: readonly Notification[];
}

/** Marks what a comment or an exception covers. Every finding stays, marked or not. */
export function suppress(
  findings: readonly Finding[],
  file: {
    readonly path: string;
    readonly absolute: string;
    readonly comments: readonly InlineSuppression[];
  },
  { asOf, settings }: Pick<SuppressionContext, "asOf" | "settings">,
): Suppressed {
  const covering = coverage(file.comments);
  const exceptions = settings.exceptions.filter(({ until }) => until === null || until >= asOf);
  const commentUses = new Map<InlineSuppression, Set<string>>();
  const exceptionUses = new Map<Exception, Set<string>>();
  const rejections = new Map<InlineSuppression, { why: Rejection; rules: Set<string> }>();

  const marked = findings.map((finding): Finding => {
    const { ruleId } = finding;
    let suppressed: Suppression | null = null;
    for (const comment of covering(finding)) {
      addTo(commentUses, comment, ruleId);
      const why = rejectionOf(ruleId, comment.until, settings);
      if (why === null) suppressed ??= { kind: "inSource", justification: comment.reason };
      else {
        const rejection = rejections.get(comment);
        if (rejection) rejection.rules.add(ruleId);
        else rejections.set(comment, { why, rules: new Set([ruleId]) });
      }
    }
    const repository = exceptions.length > 0 ? repositoryOf(finding) : null;
    for (const exception of exceptions) {
      if (!exception.covers(file.absolute, ruleId, repository)) continue;
      addTo(exceptionUses, exception, ruleId);
      suppressed ??= { kind: "external", justification: exception.reason };
    }
    return suppressed ? { ...finding, suppressed } : finding;
  });
  // The reason depends on the comment alone, so that one warning has it for all rules.
  const rejected = [...rejections].map(([{ region }, { why, rules }]): Notification => {
    const message = rejectionMessage(why, [...rules]);
    return { level: "warning", id: "suppression-rejected", message, path: file.path, region };
  });
  return { findings: marked, commentUses, exceptionUses, rejections: rejected };
}

/** Why a comment may not suppress a rule. */
type Rejection = "no comments" | "policy" | "policy, for that long";

function rejectionOf(
  ruleId: string,
  until: CalendarDate | null,
  { inlineIgnores, maySuppress }: SuppressionContext["settings"],
): Rejection | null {
  if (!inlineIgnores) return "no comments";
  if (maySuppress(ruleId, until)) return null;
  return until === null ? "policy" : "policy, for that long";
}

function rejectionMessage(rejection: Rejection, rules: readonly string[]): string {
  const these = rules.length === 1 ? "this rule" : "these rules";
  const why = {
    "no comments": "comments suppress nothing in this run (--no-inline-ignores)",
    policy: `the policy does not let the repository suppress ${these}`,
    "policy, for that long": `the policy does not let the repository suppress ${these}, or not for that long`,
  }[rejection];
  return `This comment does not suppress ${joinList(rules, "or")}: ${why}.`;
}

/** What either check used of comments or exceptions. */
export function unionOfUses<Key extends "commentUses" | "exceptionUses">(
  own: Suppressed,
  other: Suppressed | null,
  key: Key,
): Suppressed[Key] {
  if (!other) return own[key];
  const union = new Map<unknown, Set<string>>();
  for (const uses of [own[key], other[key]])
    for (const [used, rules] of uses)
      union.set(used, new Set([...(union.get(used) ?? []), ...rules]));
  return union as unknown as Suppressed[Key];
}

function addTo<T>(uses: Map<T, Set<string>>, key: T, rule: string): void {
  const rules = uses.get(key);
  if (rules) rules.add(rule);
  else uses.set(key, new Set([rule]));
}

/** The repository of Microsoft's registry that a finding is about, mirrors mapped back. */
function repositoryOf({ image, subject }: Finding): string | null {
  return image === null ? null : repositoryIn(subject.split("|", 1)[0] ?? null);
}

/** The repository in a canonical name on Microsoft's registry. */
export function repositoryIn(canonical: string | null): string | null {
  const prefix = `${microsoftRegistry}/`;
  return canonical?.startsWith(prefix) === true ? canonical.slice(prefix.length) : null;
}
