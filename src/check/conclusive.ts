import type { EnrichedBuild } from "../domain/build/enriched-build.ts";
import type { Region } from "../domain/build/region.ts";
import type { Rule } from "../domain/rule/rule.ts";
import type { EnabledRule } from "../domain/rule/run.ts";
import type { Unresolved } from "../domain/rule/unresolved.ts";
import type { RuleResults } from "./run-rules.ts";
import { countUpTo } from "./sorted.ts";

/** Whether a rule that reports nothing about a file could decide. */
export interface Conclusiveness {
  readonly isEnabled: (ruleId: string) => boolean;
  /**
   * Whether the rule was enabled and could decide: if it has no finding, there is none.
   * @param includesImage whether an image matters, by its canonical name; null where that is not known
   */
  readonly isConclusive: (
    ruleId: string,
    includesImage: (canonical: string | null) => boolean,
  ) => boolean;
  /** The same for what a comment covers: an instruction and its stage, or the file. */
  readonly isConclusiveAt: (
    ruleId: string,
    covers: Region | "file" | null,
    stage?: Region | null,
  ) => boolean;
}

/** The results of one variant of a file's build. */
export interface VariantResults extends RuleResults {
  readonly build: EnrichedBuild;
  readonly rules: readonly EnabledRule[];
}

export function conclusiveness(variants: readonly VariantResults[]): Conclusiveness {
  const rules = new Map<string, Rule>();
  for (const variant of variants)
    for (const { rule, questionsOnly, leveledOnly } of variant.rules)
      if (questionsOnly !== true && leveledOnly !== true) rules.set(rule.id, rule);
  const failed = new Set(variants.flatMap(({ failures }) => failures.map(({ ruleId }) => ruleId)));
  const isUnread = variants.some(({ build }) => build.unread);
  const canDecide = (ruleId: string): boolean =>
    rules.has(ruleId) && !failed.has(ruleId) && !isUnread;

  // By rule, since a file can hold thousands of comments and thousands of questions.
  const open = new Map<string, OpenQuestions>();
  const openOf = (ruleId: string): OpenQuestions => {
    let own = open.get(ruleId);
    if (!own) open.set(ruleId, (own = openQuestions(questionsOf(rules.get(ruleId), variants))));
    return own;
  };
  return {
    isEnabled: (ruleId) => rules.has(ruleId),
    isConclusive: (ruleId, includesImage) =>
      canDecide(ruleId) &&
      !openOf(ruleId).all.some(
        ({ scope, canonical }) =>
          scope === "file" || canonical === null || includesImage(canonical),
      ),
    isConclusiveAt: (ruleId, covers, stage = null) =>
      canDecide(ruleId) && !openOf(ruleId).isOpenAt(covers, stage),
  };
}

/** The questions a rule left open; for unverified-tag and unverified-image, those that another run may leave open as well. */
function questionsOf(
  rule: Rule | undefined,
  variants: readonly VariantResults[],
): readonly Unresolved[] {
  if (!rule) return [];
  if (rule.checkUnresolved)
    return variants.flatMap(({ unresolved }) =>
      [...unresolved.values()]
        .flat()
        .filter(({ dependsOnRun }) => dependsOnRun)
        .map((question): Unresolved => ({ ...question, scope: "instruction" })),
    );
  return variants.flatMap(({ unresolved }) => unresolved.get(rule.id) ?? []);
}

interface OpenQuestions {
  readonly all: readonly Unresolved[];
  readonly isOpenAt: (covers: Region | "file" | null, stage: Region | null) => boolean;
}

function openQuestions(all: readonly Unresolved[]): OpenQuestions {
  const lines = sortedLines(all.map(({ region }) => region));
  // What a question names as related, a finding would name, too.
  const related = sortedLines(all.flatMap((one) => one.related.map(({ region }) => region)));
  const isWholeFile = all.some(({ scope }) => scope === "file");
  return {
    all,
    isOpenAt: (covers, stage) => {
      if (covers === "file" || isWholeFile) return all.length > 0;
      return (
        (covers !== null && (hasLineIn(lines, covers) || hasLineIn(related, covers))) ||
        (stage !== null && hasLineIn(lines, stage))
      );
    },
  };
}

function sortedLines(regions: readonly Region[]): readonly number[] {
  return regions.map(({ startLine }) => startLine).sort((a, b) => a - b);
}

function hasLineIn(lines: readonly number[], { startLine, endLine }: Region): boolean {
  return countUpTo(lines, endLine) > countUpTo(lines, startLine - 1);
}
