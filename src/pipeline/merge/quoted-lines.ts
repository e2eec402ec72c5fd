import type { QuotedSource } from "../../domain/rule/run.ts";
import type { JsonFindingV1 } from "../../report/json/schema.ts";

/**
 * What the findings of a file quote of it: a text whose other lines are empty.
 * @param findings of one file
 */
export function quotedLines(findings: readonly JsonFindingV1[], path: string): QuotedSource {
  const known = new Map<number, string | null>();
  const lines: string[] = [];
  for (const { region, snippet, lineHash = null } of findings) {
    if (snippet === undefined) continue;
    for (const [index, text] of snippet.split("\n").entries()) {
      const line = region.startLine + index;
      while (lines.length < line) lines.push("");
      lines[line - 1] = text;
      const hash = index === 0 ? lineHash : null;
      known.set(line, hash ?? known.get(line) ?? null);
    }
  }
  return {
    text: known.size === 0 ? null : lines.join("\n"),
    repositoryPath: path,
    knownLines: known,
  };
}
