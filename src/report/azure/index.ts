import type { Annotation } from "../annotations/annotation.ts";
import { annotationReporter } from "../annotations/index.ts";
import type { ReportOptions, Reporter } from "../reporter.ts";

/** The agent drops more issues of one level and one step. */
const maxIssues = 10;

/** Logging commands of Azure Pipelines, which makes issues of them. It has none for notes: they are lines of the log. */
export function azureReporter(options: ReportOptions): Reporter {
  return annotationReporter({ name: "Azure Pipelines", limit: maxIssues, command }, options);
}

function command({ level, path, region, ids, lines }: Annotation): string | null {
  if (level === "note") return null;
  const properties = Object.entries({
    type: level,
    ...(path === null ? {} : { sourcepath: path }),
    ...(path === null || region === null
      ? {}
      : { linenumber: `${region.startLine}`, columnnumber: `${region.startColumn}` }),
    code: ids.join(", "),
  }).map(([name, value]) => `${name}=${escapedProperty(value)}`);
  return `##vso[task.logissue ${properties.join(";")}]${escapedData(lines.join(" "))}`;
}

/** Of data the agent decodes the marks of properties, too: without a per cent sign there is none. */
function escapedData(text: string): string {
  return text.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll("]", "%5D").replaceAll(";", "%3B");
}
