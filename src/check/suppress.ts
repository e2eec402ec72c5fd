import type { CalendarDate } from "../text/calendar-date.ts";
import { joinList } from "../text/list.ts";
import type { Edit, Finding, Suppression } from "../domain/rule/finding.ts";
import { microsoftRegistry } from "../domain/image/image-policy.ts";
import type { Region } from "../domain/build/region.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { Notification } from "../domain/rule/run.ts";
import type { Exception, Settings } from "../domain/settings/settings.ts";
import type { FaultySuppression } from "../domain/rule/suppression.ts";
import type { FormerIds } from "../domain/rule/rule-names.ts";
import type { InlineSuppression } from "./read-suppression.ts";
import { countUpTo } from "./sorted.ts";
import { namesIn } from "./read-suppression.ts";

export interface SuppressionContext {
  /** Every rule there is. */
  readonly ruleIds: readonly string[];
  /** What rules were called before; absent for nothing. */
  readonly formerIds?: FormerIds;
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
  { text, region, removal, renamed }: InlineSuppression,
  rules: readonly string[],
): readonly Edit[] {
  if (removal === null) return [];
  const start = text.indexOf("[") + 1;
  const end = text.indexOf("]");
  const idOf = (name: string): string => renamed?.get(name) ?? name;
  const rest = namesIn(text.slice(start, end)).filter((name) => !rules.includes(idOf(name)));
  const { startLine, startColumn } = region;
  if (rest.length === 0) return [{ region: removal ?? wholeLine(startLine), text: "" }];
  const list = { startColumn: startColumn + start, endColumn: startColumn + end };
  return [{ region: { startLine, endLine: startLine, ...list }, text: rest.join(", ") }];
}
