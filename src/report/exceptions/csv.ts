import type { ExemptionList } from "../../domain/rule/exemption.ts";
import { safeText } from "../safe-text.ts";
import { columns, rowsOf } from "./columns.ts";

/** RFC 4180, with a header line. */
export function* exceptionsCsv(list: ExemptionList): Iterable<string> {
  yield line(columns);
  for (const row of rowsOf(list)) yield line(row);
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/** A spreadsheet takes these at the start of a cell for a formula, which can call programs and send what it reads. */
const formulaStart = /^\s*[=+\-@|%＝＋－＠]/;

function cell(text: string): string {
  const safe = safeText(text);
  // Days left are negative numbers, no formula.
  const isNumber = /^-?\d+$/.test(safe);
  const plain = formulaStart.test(safe) && !isNumber ? `'${safe}` : safe;
  return /[",;'\s]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
