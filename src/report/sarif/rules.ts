import type { ReportingDescriptor } from "sarif";
import type { Level } from "../../domain/rule/finding.ts";
import type { RuleWithLevel } from "../../domain/rule/run.ts";
import { rulePageUri } from "../rule-page.ts";
import { messageStrings } from "./message.ts";

/** GitHub cuts or rejects longer descriptions. */
const maxDescriptionLength = 1_024;
const problemSeverity: Readonly<Record<Level, string>> = {
  error: "error",
  warning: "warning",
  note: "recommendation",
};

/** What a viewer shows of a rule, with or without results. */
export function reportingDescriptor(
  { rule, level }: RuleWithLevel,
  homepage: string,
): ReportingDescriptor {
  const { id, aliases = [], summary, messages, tags, precision, securitySeverity } = rule;
  const page = rule.page();
  const helpUri = rulePageUri(id, homepage);
  return {
    id,
    ...(aliases.length > 0 ? { deprecatedIds: [...aliases] } : {}),
    name: pascalCase(id),
    shortDescription: { text: shortened(summary) },
    fullDescription: { text: shortened(plainText(firstParagraph(page) ?? summary)) },
    help: {
      text: `What it finds, why it matters and how to fix it: ${helpUri}`,
      markdown: withAbsoluteLinks(page, helpUri),
    },
    helpUri,
    messageStrings: messageStrings(messages),
    // The configured level: GitHub reads no other. The rule's page has its default.
    defaultConfiguration: { level },
    properties: {
      tags: [...new Set(tags)],
      precision,
      "problem.severity": problemSeverity[level],
      ...(securitySeverity === null ? {} : { "security-severity": securitySeverity }),
    },
  };
}

/** `eol-os` → `EolOs`, `policy-requirement/our-registry` → `PolicyRequirementOurRegistry`. */
function pascalCase(id: string): string {
  return id.replace(/(?:^|[-/])([a-z0-9])/g, (_, first: string) => first.toUpperCase());
}

const link = /\[([^\]]*)\]\(([^()\s]+)\)/g;

/** Links of a page relative to its place in the repository lead nowhere in a viewer. */
function withAbsoluteLinks(page: string, pageUri: string): string {
  return page.replace(link, (_, text: string, target: string) => {
    return `[${text}](${new URL(target, pageUri).href})`;
  });
}

/** Markdown without links and code marks. */
function plainText(markdown: string): string {
  return markdown.replace(link, "$1").replaceAll("`", "");
}

/** The first paragraph of a page, after its title. */
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
