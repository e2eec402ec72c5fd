import { markdownText } from "../../report/markdown-text.ts";

/** The summary of a step that stopped before its end, in Markdown. @param errors why, a line each */
export function stoppedSummary(errors: readonly string[]): string {
  const list = errors.map((line) => `- ${markdownText(line)}\n`).join("");
  return `## inferlint\n\nThe run stopped:\n\n${list}`;
}
