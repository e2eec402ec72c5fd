import type { CalendarDate } from "../text/calendar-date.ts";
import { joinList } from "../text/list.ts";
import type { Edit, Finding, Suppression } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { Region } from "../domain/build/region.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { InlineSuppression } from "./read-suppression.ts";
import { countUpTo } from "./sorted.ts";
import { namesIn } from "./read-suppression.ts";
import type { OpenLimit, Rejection, SuppressionSettings } from "./rejection.ts";
import { rejectionOf, rejectionText } from "./rejection.ts";

export interface SuppressionContext {
  /** Every rule there is. */
  readonly ruleIds: readonly string[];
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

/**
 * The comments that cover a finding. Instructions do not share lines, so the last one that begins before it decides. The first
 * finding of a rule in an instruction gets all of its comments, so that all count as used; later findings need only one.
 */
function coverage(
  comments: readonly InlineSuppression[],
): (finding: Finding) => readonly InlineSuppression[] {
  // Most files have no comments.
  if (comments.length === 0) return () => [];
  const ofFile = comments.filter(({ covers }) => covers === "file");
  const byLine = new Map<number, { end: number; comments: InlineSuppression[] }>();
  for (const comment of comments) {
    const { covers } = comment;
    if (covers === null || covers === "file") continue;
    const known = byLine.get(covers.startLine);
    if (known) known.comments.push(comment);
    else byLine.set(covers.startLine, { end: covers.endLine, comments: [comment] });
  }
  const starts = [...byLine.keys()].sort((a, b) => a - b);
  const first = new Map<string, readonly InlineSuppression[]>();
  return ({ ruleId, region: { startLine } }) => {
    const start = starts[countUpTo(starts, startLine) - 1] ?? 0;
    const instruction = byLine.get(start);
    const isInside = instruction !== undefined && startLine <= instruction.end;
    const key = `${isInside ? start : 0} ${ruleId}`;
    const known = first.get(key);
    if (known) return known;
    const all = [...(isInside ? instruction.comments : []), ...ofFile].filter(({ rules }) =>
      rules.includes(ruleId),
    );
    first.set(key, all.slice(0, 1));
    return all;
  };
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

/**
 * Comments of a file with a fault, and rules in them that suppress nothing.
 * @param isConclusiveAt whether the rule was enabled and could decide there
 */
export function faultyComments(
  {
    comments,
    commentUses,
  }: Pick<Suppressed, "commentUses"> & { readonly comments: readonly InlineSuppression[] },
  isEnabled: (ruleId: string) => boolean,
  isConclusiveAt: (ruleId: string, covers: Region | "file" | null) => boolean,
): readonly FaultySuppression[] {
  return comments.flatMap((comment) => {
    const { text, region, rules, covers } = comment;
    const used = commentUses.get(comment);
    const unused = rules.filter((rule) => used?.has(rule) !== true && isConclusiveAt(rule, covers));
    const faults: FaultySuppression[] = comment.faults.flatMap((fault) => {
      if (fault.kind !== "expired") return { text, region, fault, removal: [] };
      const ended = fault.rules.filter(isEnabled);
      const removal = removalOf(comment, fault.rules);
      return ended.length > 0 ? { text, region, fault: { ...fault, rules: ended }, removal } : [];
    });
    if (unused.length > 0)
      faults.push({
        ...{ text, region, fault: { kind: "unused", rules: unused } },
        removal: removalOf(comment, unused),
      });
    return faults;
  });
}

/** Removes rules from a comment, or the comment where no rule is left. */
function removalOf(
  { text, region, removal }: InlineSuppression,
  rules: readonly string[],
): readonly Edit[] {
  if (removal === null) return [];
  const start = text.indexOf("[") + 1;
  const end = text.indexOf("]");
  const rest = namesIn(text.slice(start, end)).filter((name) => !rules.includes(name));
  const { startLine, startColumn } = region;
  if (rest.length === 0) return [{ region: removal ?? wholeLine(startLine), text: "" }];
  const list = { startColumn: startColumn + start, endColumn: startColumn + end };
  return [{ region: { startLine, endLine: startLine, ...list }, text: rest.join(", ") }];
}
