/**
 * What CI runners read out of a log, more eagerly than they do: each returns the lines that could be commands. A runner also
 * wants a known command and a closing bracket, which a hostile text would have.
 */

/** GitHub Actions: `::` first in a line, whatever blanks stand before it, or `##[` anywhere. */
export function githubCommands(log: string): readonly string[] {
  return linesOf(log).filter((line) => line.trimStart().startsWith("::") || line.includes("##["));
}

/** Azure Pipelines: `##vso[` (or `##[`, which formats) anywhere, in any case. */
export function azureCommands(log: string): readonly string[] {
  return linesOf(log).filter((line) => /##(?:vso)?\[/i.test(line));
}

/** What a terminal acts on, or what makes text look like other text; line feeds are the report's own. */
export function actingCharacters(log: string): readonly string[] {
  return log.match(/(?!\n)[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]/gu) ?? [];
}

function linesOf(log: string): readonly string[] {
  return log.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
}
