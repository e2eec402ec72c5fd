import { compareRegions, regionKey } from "../domain/build/region.ts";
import type { Edit } from "../domain/rule/finding.ts";
import { LineIndex } from "../text/line-index.ts";
import { Shift } from "./shift.ts";

/** An edit that cannot be made, and why: a clause without a full stop. */
interface RejectedEdit {
  readonly kind: "rejected";
  readonly why: string;
  readonly edit: Edit;
}

/** The text after all edits, or the first edit that cannot be made. */
export type EditedText = { readonly kind: "text"; readonly text: string } | RejectedEdit;

type ShiftedText =
  { readonly kind: "text"; readonly text: string; readonly shift: Shift } | RejectedEdit;

/**
 * Applies edits to a text; all other characters stay the same. Equal edits are made once. Each LF in the text of an edit,
 * with a CR before it or not, becomes the line end used at that location.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  const edited = applyAndShift(text, edits);
  return edited.kind === "text" ? { kind: "text", text: edited.text } : edited;
}

/** Like `applyEdits`, with the mapping of locations from the old text to the new one. */
export function applyAndShift(text: string, edits: readonly Edit[]): ShiftedText {
  const index = new LineIndex(text);
  const distinct = [...new Map(edits.map((edit) => [editKey(edit), edit])).values()];
  const pieces: string[] = [];
  const replaced: { span: { start: number; end: number }; length: number }[] = [];
  let done = 0;
  let insertedAt = -1;
  for (const edit of distinct.sort((a, b) => compareRegions(a.region, b.region))) {
    const span = index.span(edit.region);
    if (!span) return { kind: "rejected", why: "its location is not in the file", edit };
    const isInsertion = span.start === span.end;
    if (span.start < done || (isInsertion && span.start === insertedAt))
      return { kind: "rejected", why: "it overlaps another edit", edit };
    const lineEnd = lineEndAt(text, index, edit.region.startLine);
    const inserted = edit.text.replace(/\r?\n/g, lineEnd);
    pieces.push(text.slice(done, span.start), inserted);
    replaced.push({ span, length: inserted.length });
    done = span.end;
    if (isInsertion) insertedAt = span.start;
  }
  pieces.push(text.slice(done));
  return { kind: "text", text: pieces.join(""), shift: new Shift(replaced) };
}

/** The line end of a line; for the last line, that of the line before. */
function lineEndAt(text: string, index: LineIndex, line: number): "\n" | "\r\n" {
  const next = index.lineStart(line + 1) ?? index.lineStart(line) ?? 0;
  return text.slice(Math.max(next - 2, 0), next) === "\r\n" ? "\r\n" : "\n";
}

/** Equal for equal edits: two findings with one cause can have the same edit. */
export function editKey({ region, text }: Edit): string {
  return `${regionKey(region)} ${text}`;
}
