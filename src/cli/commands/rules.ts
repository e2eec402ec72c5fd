import { requirementPage } from "../../domain/rule/requirement.ts";
import type { Rule } from "../../domain/rule/rule.ts";
import { compareText } from "../../text/compare-text.ts";

/** The rules that entries of `require` are, in one row. */
const requirements = {
  id: `${requirementPage}/NAME`,
  level: "as set",
  status: "stable",
  since: "0.1.0",
  summary: "An image that does not meet an entry of require.",
} as const;

type DescribedRow = Pick<Rule, "status" | "since" | "summary" | "aliases"> & {
  readonly id: string;
  readonly level: string;
};

/** `inferlint rules`: id, default level, status, first version, summary and former ids of each rule. */
export function rulesTable(rules: readonly Rule[]): string {
  const all: readonly DescribedRow[] = [...rules, requirements];
  const rows = all
    .toSorted((a, b) => compareText(a.id, b.id))
    .map(({ id, level, status, since, summary, aliases = [] }) => {
      const formerly = aliases.length === 0 ? "" : ` Formerly ${aliases.join(", ")}.`;
      return { cells: [id, level, status, since], text: `${summary}${formerly}` };
    });
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map(({ cells }) => cells[column]?.length ?? 0)),
  );
  return rows
    .map(({ cells, text }) => {
      const columns = cells.map((cell, column) => cell.padEnd(widths[column] ?? 0));
      return `${[...columns, text].join("  ")}\n`;
    })
    .join("");
}
