import { markdownText } from "../../report/markdown-text.ts";

/** The summary of a step that checked nothing, in Markdown. @param errors why, a line each */
export function stoppedSummary(errors: readonly string[]): string {
  const list = errors.map((line) => `- ${markdownText(line)}\n`).join("");
  return `## inferlint\n\nNothing was checked.\n\n${list}`;
}
