import type { CalendarDate } from "../text/calendar-date.ts";
import { joinList } from "../text/list.ts";
import type { Finding, Suppression } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import { coverage } from "./coverage.ts";
import type { InlineSuppression } from "./read-suppression.ts";
import type { OpenLimit, Rejection, SuppressionSettings } from "./rejection.ts";
import { rejectionOf, rejectionText } from "./rejection.ts";

export interface SuppressionContext {
  /** Every rule there is. */
  readonly ruleIds: readonly string[];
  /** What rules were called before; absent for nothing. */
  readonly formerIds?: FormerIds;
  readonly asOf: CalendarDate;
  readonly settings: SuppressionSettings & Pick<Settings, "exceptions">;
  /** Absent or null where nothing is above the limit of the policy, or there is none. */
  readonly limit?: OpenLimit | null;
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
  { asOf, settings, limit = null }: Omit<SuppressionContext, "ruleIds">,
): Suppressed {
  const covering = coverage(file.comments);
  const exceptions = settings.exceptions.filter(({ until }) => until === null || until >= asOf);
  const isOver = ({ isPolicy, reason, location: { path, region } }: Exception): boolean =>
    !isPolicy && limit?.isOver(path, region, reason) === true;
  const commentUses = new Map<InlineSuppression, Set<string>>();
  const exceptionUses = new Map<Exception, Set<string>>();
  const rejections = new Rejections();

  const marked = findings.map((finding): Finding => {
    const { ruleId } = finding;
    let suppressed: Suppression | null = null;
    for (const comment of covering(finding)) {
      addTo(commentUses, comment, ruleId);
      const why = rejectionOf(ruleId, comment, file.path, settings, limit);
      if (why === null) suppressed ??= ofComment(comment, file.path);
      else rejections.add(comment, why, ruleId);
    }
    const repository = exceptions.length > 0 ? repositoryOf(finding) : null;
    for (const exception of exceptions) {
      if (!exception.covers(file.absolute, ruleId, repository)) continue;
      addTo(exceptionUses, exception, ruleId);
      if (!isOver(exception)) suppressed ??= ofException(exception);
    }
    return suppressed ? { ...finding, suppressed } : finding;
  });
  const rejected = rejections.notifications(file.path, settings);
  return { findings: marked, commentUses, exceptionUses, rejections: rejected };
}

function ofComment({ reason, until, region }: InlineSuppression, path: string): Suppression {
  const kind = { kind: "inSource", source: "comment", status: "accepted" } as const;
  return { ...kind, justification: reason, until, path, region };
}

function ofException({ reason, until, isPolicy, location }: Exception): Suppression {
  const source = isPolicy ? "policy" : "configuration";
  const { path, region } = location;
  return {
    ...({ kind: "external", source, status: "accepted" } as const),
    ...{ justification: reason, until, path, region },
  };
}

/** One warning for all rules of a comment that are rejected for the same reason. */
class Rejections {
  readonly #rules = new Map<InlineSuppression, Map<Rejection, Set<string>>>();

  add(comment: InlineSuppression, why: Rejection, rule: string): void {
    const known = this.#rules.get(comment) ?? new Map<Rejection, Set<string>>();
    this.#rules.set(comment, known);
    addTo(known, why, rule);
  }

  notifications(path: string, settings: SuppressionContext["settings"]): readonly Notification[] {
    return [...this.#rules].flatMap(([{ region }, reasons]) =>
      [...reasons].map(([why, rules]): Notification => {
        const text = rejectionText(why, settings, rules.size);
        const message = `This comment does not suppress ${joinList([...rules], "or")}: ${text}.`;
        return { level: "warning", id: "suppression-rejected", message, path, region };
      }),
    );
  }
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
