import type { Region } from "../domain/build/region.ts";
import { regionKey } from "../domain/build/region.ts";
import type { Finding } from "../domain/rule/finding.ts";
import { rangesAround } from "./ranges.ts";
import type { InlineSuppression } from "./read-suppression.ts";

/** What a finding is about, as far as comments cover it. */
type Covered = Pick<Finding, "ruleId" | "region" | "related" | "ofStage">;

/**
 * The comments that cover a finding, the nearest first: those of its instruction, of the stage that it is in or about, of an
 * instruction that it names as related, and of the file. The first finding of a rule in each of them gets all of its comments,
 * so that all count as used; later findings need only one.
 */
export function coverage(
  comments: readonly InlineSuppression[],
): (finding: Covered) => readonly InlineSuppression[] {
  // Most files have no comments.
  if (comments.length === 0) return () => [];
  const instructions = rangesAround(groupsBy(comments, coveredInstruction));
  const stages = rangesAround(groupsBy(comments, ({ stage }) => stage));
  const ofFile = new Group(comments.filter(({ covers }) => covers === "file"));
  return ({ ruleId, region, related, ofStage }) => {
    const named = [...(ofStage ? [ofStage] : []), ...related.map((one) => one.region)];
    const groups = new Set([
      ...instructions(region.startLine),
      ...stages(region.startLine),
      ...named.flatMap(({ startLine }) => instructions(startLine)),
      ofFile,
    ]);
    return [...groups].flatMap((group) => group.commentsOn(ruleId));
  };
}

function coveredInstruction({ covers }: InlineSuppression): Region | null {
  return covers === "file" ? null : covers;
}

/** The comments that cover the same lines. */
class Group {
  readonly startLine: number;
  readonly endLine: number;
  readonly comments: InlineSuppression[];
  readonly #known = new Map<string, readonly InlineSuppression[]>();

  constructor(comments: InlineSuppression[], { startLine, endLine }: Region = noLines) {
    this.startLine = startLine;
    this.endLine = endLine;
    this.comments = comments;
  }

  /** All of them that name a rule; after the first time, only the first. */
  commentsOn(ruleId: string): readonly InlineSuppression[] {
    const known = this.#known.get(ruleId);
    if (known) return known;
    const all = this.comments.filter(({ rules }) => rules.includes(ruleId));
    this.#known.set(ruleId, all.slice(0, 1));
    return all;
  }
}

const noLines: Region = { startLine: 0, startColumn: 0, endLine: 0, endColumn: 0 };

function groupsBy(
  comments: readonly InlineSuppression[],
  regionOf: (comment: InlineSuppression) => Region | null,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const comment of comments) {
    const region = regionOf(comment);
    if (!region) continue;
    const key = regionKey(region);
    const known = groups.get(key);
    if (known) known.comments.push(comment);
    else groups.set(key, new Group([comment], region));
  }
  return [...groups.values()];
}
