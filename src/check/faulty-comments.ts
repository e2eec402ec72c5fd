import type { Edit } from "../domain/rule/finding.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { FaultySuppression, SuppressionFault } from "../domain/rule/suppression.ts";
import { suppressionText } from "../domain/rule/suppression.ts";
import type { InlineSuppression } from "./read-suppression.ts";
import { namesIn } from "./read-suppression.ts";
import type { CheckedFindings, FindingPlaces, RuleFindings } from "./rule-findings.ts";
import { ruleFindings } from "./rule-findings.ts";
import type { Suppressed } from "./suppress.ts";

/** The comments of a file, and what the rules found and could decide. */
export interface CommentsToReport extends Pick<Suppressed, "commentUses">, CheckedFindings {
  readonly comments: readonly InlineSuppression[];
}

export interface ReportedComments {
  readonly faulty: readonly FaultySuppression[];
  /** By rule, the line of a comment that may be meant for its findings: no fix may change them before it is moved. */
  readonly misplaced: ReadonlyMap<string, number>;
}

/** Comments of a file with a fault, and rules in them that suppress nothing: these are moved where one place is meant. */
export function faultyComments(file: CommentsToReport): ReportedComments {
  const found = ruleFindings(file);
  const misplaced = new Map<string, number>();
  const faulty = file.comments.flatMap((comment) => {
    const effects = effectsOf(comment, file, found);
    for (const { rules } of effects.misplaced)
      for (const rule of rules) misplaced.set(rule, comment.region.startLine);
    return [...ownFaults(comment, file, found), ...effectFaults(comment, effects)];
  });
  return { faulty, misplaced };
}

/** Rules of a comment that suppress nothing where it stands. */
interface Effects {
  /** Rules that are silent in the whole file. */
  readonly silent: readonly string[];
  /** Rules of which it is not known that nothing else needs the comment, and why. */
  readonly unneeded: readonly { readonly rules: readonly string[]; readonly why: string }[];
  /** Rules with findings in the same places. */
  readonly misplaced: readonly {
    readonly rules: readonly string[];
    readonly places: FindingPlaces;
  }[];
}

function effectsOf(
  comment: InlineSuppression,
  { commentUses, conclusive }: CommentsToReport,
  { isSilent, placesOf: openOf, has }: RuleFindings,
): Effects {
  const used = commentUses.get(comment);
  const unused = comment.rules.filter(
    (rule) =>
      used?.has(rule) !== true && conclusive.isConclusiveAt(rule, comment.covers, comment.stage),
  );
  const misplaced = new Map<string, { rules: string[]; places: FindingPlaces }>();
  const unneeded = new Map<string, string[]>();
  for (const rule of unused) {
    const places = openOf(rule);
    if (places) {
      const group = misplaced.get(places.key);
      if (group) group.rules.push(rule);
      else misplaced.set(places.key, { rules: [rule], places });
    } else if (!isSilent(rule)) {
      const why = has(rule) ? coveredElsewhere : notDecided;
      unneeded.set(why, [...(unneeded.get(why) ?? []), rule]);
    }
  }
  return {
    silent: unused.filter(isSilent),
    unneeded: [...unneeded].map(([why, rules]) => ({ rules, why })),
    misplaced: [...misplaced.values()],
  };
}

const coveredElsewhere = "the rule has findings in the file, which other suppressions cover";
const notDecided = "the rule could not decide about all of the file";

/** The faults of rules without effect. One edit of the comment moves and removes all that can be moved and removed. */
function effectFaults(
  comment: InlineSuppression,
  { silent, unneeded, misplaced }: Effects,
): readonly FaultySuppression[] {
  const { text, region } = comment;
  const edits = editsOf(comment, silent, misplaced);
  const without = (fault: SuppressionFault, noFix: string): FaultySuppression => {
    return { text, region, fault, edits: [], noFix };
  };
  return [
    ...misplaced.map(({ rules, places: { lines, insert, noFix } }): FaultySuppression => {
      const fault = { kind: "misplaced", rules, lines } as const;
      return insert ? { text, region, fault, edits } : without(fault, noFix);
    }),
    ...(silent.length > 0
      ? [{ text, region, fault: { kind: "unused", rules: silent } as const, edits }]
      : []),
    ...unneeded.map(({ rules, why }) => without({ kind: "unused", rules }, why)),
  ];
}

function editsOf(
  comment: InlineSuppression,
  silent: readonly string[],
  misplaced: Effects["misplaced"],
): readonly Edit[] {
  const { text, until, reason } = comment;
  const moved = misplaced.filter(({ places }) => places.insert !== null);
  const removal = removalOf(comment, [...silent, ...moved.flatMap(({ rules }) => rules)]);
  if (removal.length === 0) return [];
  const named = namesOf(comment);
  const insertions = moved.flatMap(({ rules, places }) => {
    const isWhole = named.every((name) => rules.includes(idOf(comment, name)));
    const part = { keyword: "ignore", rules, until, reason } as const;
    return places.insert?.(isWhole ? text.trimEnd() : suppressionText(part)) ?? [];
  });
  return [...removal, ...insertions];
}

/** The faults of the comment itself. */
function ownFaults(
  comment: InlineSuppression,
  { conclusive }: CommentsToReport,
  { isSilent, rulesIn }: RuleFindings,
): readonly FaultySuppression[] {
  const { text, region, next } = comment;
  return comment.faults.flatMap((fault): readonly FaultySuppression[] => {
    if (fault.kind === "not understood" && fault.meant.rules.length === 0 && next) {
      const meant = { ...fault.meant, rules: rulesIn(next) };
      return [{ text, region, fault: { ...fault, meant }, edits: [] }];
    }
    if (fault.kind !== "expired") return [{ text, region, fault, edits: [] }];
    const rules = fault.rules.filter(conclusive.isEnabled);
    if (rules.length === 0) return [];
    const ended = { text, region, fault: { ...fault, rules } };
    return [
      fault.rules.every(isSilent)
        ? { ...ended, edits: removalOf(comment, fault.rules) }
        : { ...ended, edits: [], noFix: "the finding that it was for may still be there" },
    ];
  });
}

/** Removes rules from a comment, or the comment where no rule is left. */
function removalOf(comment: InlineSuppression, rules: readonly string[]): readonly Edit[] {
  const { text, region, removal } = comment;
  if (removal === null || rules.length === 0) return [];
  const rest = namesOf(comment).filter((name) => !rules.includes(idOf(comment, name)));
  const { startLine, startColumn } = region;
  if (rest.length === 0) return [{ region: removal ?? wholeLine(startLine), text: "" }];
  const list = {
    startColumn: startColumn + text.indexOf("[") + 1,
    endColumn: startColumn + text.indexOf("]"),
  };
  return [{ region: { startLine, endLine: startLine, ...list }, text: rest.join(", ") }];
}

function namesOf({ text }: InlineSuppression): readonly string[] {
  return namesIn(text.slice(text.indexOf("[") + 1, text.indexOf("]")));
}

/** Today's id of a rule that the comment names, perhaps by its former id. */
function idOf({ renamed }: InlineSuppression, name: string): string {
  return renamed?.get(name) ?? name;
}
