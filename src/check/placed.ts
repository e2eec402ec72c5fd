import type { Comment } from "../domain/build/dockerfile.ts";
import type { Place } from "../domain/build/place.ts";
import { wholeLine } from "../domain/build/region.ts";
import type { Fix } from "../domain/rule/finding.ts";
import { withoutFix } from "../domain/rule/finding.ts";
import type { Unresolved } from "../domain/rule/unresolved.ts";
import type { RuleResults, UnidentifiedFinding } from "./run-rules.ts";

/** What rules report of an embedded Dockerfile, with the places of its file. */
export function placedResults(results: RuleResults, place: Place | null): RuleResults {
  if (!place) return results;
  return {
    ...results,
    findings: results.findings.map((finding) => placedFinding(finding, place)),
    unresolved: new Map(
      [...results.unresolved].map(([id, questions]) => [
        id,
        questions.map((question): Unresolved => ({
          ...question,
          region: place.region(question.region),
          related: question.related.map((one) => ({ ...one, region: place.region(one.region) })),
        })),
      ]),
    ),
  };
}

function placedFinding(finding: UnidentifiedFinding, place: Place): UnidentifiedFinding {
  const fix = finding.fix && placedFix(finding.fix, place);
  return {
    ...finding,
    region: place.region(finding.region),
    related: finding.related.map((one) => ({ ...one, region: place.region(one.region) })),
    ...(finding.ofStage ? { ofStage: place.region(finding.ofStage) } : {}),
    ...(finding.fix && !fix
      ? withoutFix("the Dockerfile is written with escapes, or over several lines, there")
      : { fix }),
  };
}

function placedFix(fix: Fix, place: Place): Fix | null {
  const edits = fix.edits.flatMap((edit) => place.edit(edit) ?? []);
  return edits.length === fix.edits.length ? { ...fix, edits } : null;
}

/** The comment with its place in the file. */
export function placedComment(
  { text, region, next, stage, removal }: Comment,
  place: Place,
): Comment {
  const isVerbatim = place.edit({ region, text: "" }) !== null;
  const removed = place.edit({ region: removal ?? wholeLine(region.startLine), text: "" });
  const isLine = !removal && startsLine(region.startLine, place);
  return {
    text,
    region: place.region(region),
    next: next && place.region(next),
    ...(stage ? { stage: place.region(stage) } : {}),
    removal:
      isVerbatim && removed
        ? { ...removed.region, startColumn: isLine ? 1 : removed.region.startColumn }
        : null,
  };
}

/** Whether a line of an embedded text is a line of the file, and what stands before it there the indent of all of its lines. */
function startsLine(line: number, place: Place): boolean {
  const { startLine, startColumn, endLine, endColumn } = place.region(wholeLine(line));
  if (endLine !== startLine + 1 || endColumn !== 1) return false;
  const next = place.region(wholeLine(line + 1));
  return next.startLine === endLine && (line > 1 || next.startColumn === startColumn);
}
