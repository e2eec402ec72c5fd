import type { ReportingDescriptor } from "sarif";
import type { Level } from "../../domain/rule/finding.ts";
import type { RuleWithLevel } from "../../domain/rule/run.ts";
import { messageStrings } from "./message.ts";

/** GitHub cuts or refuses longer descriptions. */
const maxDescriptionLength = 1_024;
const problemSeverity: Readonly<Record<Level, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

/** What a viewer shows of a rule, whether or not it found something. */
export function reportingDescriptor(
  { rule, level }: RuleWithLevel,
  homepage: string,
): ReportingDescriptor {
  const { id, summary, page, messages, tags, precision, securitySeverity } = rule;
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: shortened(summary) },
    fullDescription: { text: shortened(firstParagraph(page) ?? summary) },
    help: { text: page, markdown: page },
    helpUri: `${homepage}/blob/main/rules/${id}/README.md`,
    messageStrings: messageStrings(messages),
    // The level in force, since GitHub reads no other; the page tells what a rule's own level is.
    defaultConfiguration: { level },
    properties: {
      tags: [...new Set(tags)],
      precision,
      "problem.severity": problemSeverity[level],
      ...(securitySeverity === null ? {} : { "security-severity": securitySeverity }),
    },
  };
}

/** `eol-os` → `EolOs`. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

/** What a page says before its first section. */
function firstParagraph(page: string): string | null {
  const paragraphs = page
    .split(/\r?\n\s*\r?\n/)
    .map((paragraph) => paragraph.replace(/^#.*$/gm, "").replace(/\s+/g, " ").trim());
  return paragraphs.find((paragraph) => paragraph !== "") ?? null;
}

function shortened(text: string): string {
  if (text.length <= maxDescriptionLength) return text;
  const cut = text.slice(0, maxDescriptionLength - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))}…`;
}
