import type { Rule } from "../../domain/rule/rule.ts";

/** `inferlint rules`: id, default level, status, first version, summary and former ids of each rule. */
export function rulesTable(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, level, status, since, summary, aliases = [] }) => {
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
