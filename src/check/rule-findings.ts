import type { Finding } from "../domain/rule/finding.ts";
import { fileStart, regionKey } from "../domain/build/region.ts";
import type { Anchor } from "./comment-anchors.ts";
import type { Conclusiveness } from "./conclusive.ts";
import type { LineRange } from "./ranges.ts";
import { groupBy } from "../text/list.ts";

/** The findings of a file, and what the rules could decide. */
export interface CheckedFindings {
  /** Marked where something suppresses them. */
  readonly findings: readonly Finding[];
  /** Rules with findings that only a run without a registry has. */
  readonly offlineRules: ReadonlySet<string>;
  readonly conclusive: Conclusiveness;
  /** What a comment has to stand above to cover a line; null where nothing is known. */
  readonly anchorAt: (line: number) => Anchor | null;
}

/** What the rules found in a file. */
export interface RuleFindings {
  /** It ran over the whole file and has none. */
  readonly isSilent: (ruleId: string) => boolean;
  readonly has: (ruleId: string) => boolean;
  /** Where its findings are that nothing suppresses; null where there are none. */
  readonly placesOf: (ruleId: string) => FindingPlaces | null;
  /** The rules with such findings in some lines. */
  readonly rulesIn: (lines: LineRange) => readonly string[];
}

/** Where to put a comment for all open findings of a rule. */
export interface FindingPlaces {
  /** Equal for equal places. */
  readonly key: string;
  /** The first lines of what comments can stand above, sorted; none for a finding about the file as a whole. */
  readonly lines: readonly number[];
  /** Null where there are several places, or none in which a comment can be put. */
  readonly insert: Anchor["insert"] | null;
  readonly noFix: string;
}

export function ruleFindings({
  findings,
  offlineRules,
  conclusive,
  anchorAt,
}: CheckedFindings): RuleFindings {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  const byRule = groupBy(open, ({ ruleId }) => ruleId);
  const byLine = groupBy(open, ({ region }) => region.startLine);
  const fired = new Set([...findings.map(({ ruleId }) => ruleId), ...offlineRules]);
  const places = new Map<string, FindingPlaces | null>();
  return {
    isSilent: (ruleId) => !fired.has(ruleId) && conclusive.isConclusiveAt(ruleId, "file"),
    has: (ruleId) => fired.has(ruleId),
    placesOf: (ruleId) => {
      const known = places.get(ruleId);
      if (known !== undefined) return known;
      const own = byRule.get(ruleId);
      const found = own ? placesOf(own, anchorAt) : null;
      places.set(ruleId, found);
      return found;
    },
    rulesIn: ({ startLine, endLine }) => {
      const rules = new Set<string>();
      for (let line = startLine; line <= endLine; line++)
        for (const { ruleId } of byLine.get(line) ?? []) rules.add(ruleId);
      return [...rules];
    },
  };
}

function placesOf(
  findings: readonly Finding[],
  anchorAt: CheckedFindings["anchorAt"],
): FindingPlaces {
  const anchors = new Map<number | null, Anchor | null>();
  for (const { region } of findings) {
    const isWhole = regionKey(region) === regionKey(fileStart);
    const anchor = isWhole ? null : anchorAt(region.startLine);
    anchors.set(isWhole ? null : (anchor?.startLine ?? region.startLine), anchor);
  }
  const lines = [...anchors.keys()].filter((line) => line !== null).sort((a, b) => a - b);
  const [anchor] = anchors.size === 1 ? anchors.values() : [];
  const insert = anchor && anchor.insert("#") !== null ? anchor.insert : null;
  const noFix = anchors.size > 1 ? severalPlaces : noPlace;
  return { key: [...anchors.keys()].join(), lines, insert, noFix };
}

const severalPlaces =
  "the rule has findings in several places, and only its author knows which are meant";
const noPlace = "no comment can be put there without changing more";
