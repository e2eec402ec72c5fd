import { unresolvedPart } from "../shell/unresolved.ts";
import type { Value } from "./source-reading.ts";

/**
 * What stands for a value that another program puts in: `${{ … }}` (Azure Pipelines, GitHub, Azure ML), `$[ … ]` and `$(…)`
 * (Azure Pipelines), `${…}` (shells, compose, Azure Developer CLI). `{{…}}` stays: references read it as a template.
 */
const parts = /\$\{\{.*?\}\}|\$\[[^\]]*\]|\$\([^()]*\)|\$\{[^{}]*\}/gs;

/** A text with one `unresolvedPart` for each template part, and these as written. */
export function withTemplateParts(text: string): Pick<Value, "text" | "unknown"> {
  if (!text.includes("$")) return { text, unknown: [] };
  const unknown: string[] = [];
  const known = text.replace(parts, (part) => {
    unknown.push(part);
    return unresolvedPart;
  });
  return { text: known, unknown };
}
