import type { ExemptionList } from "../../domain/rule/exemption.ts";
import { markdownHeader, markdownRow, markdownText } from "../markdown-text.ts";
import { columns, rowsOf } from "./columns.ts";

/** A table in the Markdown of GitHub. */
export function* exceptionsMarkdown(list: ExemptionList): Iterable<string> {
  yield markdownHeader(columns);
  for (const cells of rowsOf(list)) yield markdownRow(cells.map(markdownText));
}
