import type { Place } from "../domain/build/place.ts";
import type { EmbeddedText } from "../text/embedded-text.ts";
import type { LineIndex } from "../text/line-index.ts";
import { LineIndex as Lines } from "../text/line-index.ts";

/** Where the regions of an embedded text are in the file. @param lines of the file */
export function placeOf(embedded: EmbeddedText, lines: LineIndex): Place {
  let own: LineIndex | undefined;
  const spanOf = (region: Parameters<Place["region"]>[0]) => {
    own ??= new Lines(embedded.text);
    const end = { start: embedded.text.length, end: embedded.text.length };
    return own.span(region) ?? end;
  };
  const region: Place["region"] = (inner) => lines.range(embedded.span(spanOf(inner)));
  return {
    key: String(embedded.span({ start: 0, end: 0 }).start),
    region,
    edit: (edit) => {
      const span = spanOf(edit.region);
      const text = embedded.encode(edit.text, span);
      if (text === null || !embedded.isVerbatim(span)) return null;
      return { region: region(edit.region), text };
    },
  };
}
