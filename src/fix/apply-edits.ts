import type { Edit } from "../domain/rule/finding.ts";
import { compareRegions } from "../domain/build/region.ts";
import { editKey, Locations, Shift } from "./shift-locations.ts";

/** The text after all edits, or the edit that cannot be made beside the others. */
export type EditedText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly why: string; readonly edit: Edit };

type MovedText =
  | { readonly kind: "text"; readonly text: string; readonly shift: Shift }
  | Extract<EditedText, { kind: "refused" }>;

/**
 * The text with the edits made and every other character as it was. Edits that are the same are made once; a line end in
 * their text becomes one as lines have at that place.
 */
export function applyEdits(text: string, edits: readonly Edit[]): EditedText {
  const edited = applyAndShift(text, edits);
  return edited.kind === "text" ? { kind: "text", text: edited.text } : edited;
}

/** The same, and where everything is afterwards. */
export function applyAndShift(text: string, edits: readonly Edit[]): MovedText {
  const locations = new Locations(text);
  const distinct = [...new Map(edits.map((edit) => [editKey(edit), edit])).values()];
  const pieces: string[] = [];
  const replaced: { span: { start: number; end: number }; length: number }[] = [];
  let done = 0;
  let insertedAt = -1;
  for (const edit of distinct.sort((a, b) => compareRegions(a.region, b.region))) {
    const span = locations.span(edit.region);
    if (!span) return { kind: "refused", why: "the text does not reach that far", edit };
    const isInsertion = span.start === span.end;
    if (span.start < done || (isInsertion && span.start === insertedAt))
      return { kind: "refused", why: "it overlaps another edit", edit };
    const inserted = edit.text.replaceAll("\n", locations.lineEnd(edit.region));
    pieces.push(text.slice(done, span.start), inserted);
    replaced.push({ span, length: inserted.length });
    done = span.end;
    if (isInsertion) insertedAt = span.start;
  }
  pieces.push(text.slice(done));
  return { kind: "text", text: pieces.join(""), shift: new Shift(replaced) };
}
