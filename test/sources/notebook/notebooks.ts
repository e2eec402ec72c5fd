/** A notebook of nbformat 4 whose cells have these sources, as Jupyter writes it. */
export function notebookOf(
  cells: readonly (string | Readonly<Record<string, unknown>>)[],
  language: string = "python",
): string {
  return `${JSON.stringify(
    {
      cells: cells.map((cell) =>
        typeof cell === "string" ? codeCell(cell) : { metadata: {}, ...cell },
      ),
      metadata: { language_info: { name: language } },
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
}

/** A cell of code with its source as a list of lines. */
export function codeCell(
  source: string,
  outputs: readonly unknown[] = [],
): Record<string, unknown> {
  return {
    cell_type: "code",
    execution_count: 1,
    metadata: {},
    outputs,
    source: source.split(/(?<=\n)/),
  };
}
