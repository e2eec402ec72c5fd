/** Tables of which each entry has a line of its own, so that a change of one fact is a change of one line. */
const tables = ["repositories", "cycles", "sources", "wheels", "environments"];

/** The bytes of a data file. */
export function render(file) {
  const parts = Object.entries(file).map(([key, value]) => {
    if (!tables.includes(key)) return `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
    const rows = Object.entries(value).map(
      ([name, entry]) => `${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
    );
    return `${JSON.stringify(key)}: {\n${rows.join(",\n")}\n}`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}
