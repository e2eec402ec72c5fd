import { lastLineOf } from "../../domain/build/region.ts";
import type { Region } from "../../domain/build/region.ts";
import type { Level } from "../../domain/rule/finding.ts";
import type { Annotation } from "../annotations/annotation.ts";
import { annotationReporter } from "../annotations/index.ts";
import type { ReportOptions, Reporter } from "../reporter.ts";

const commandNames: Readonly<Record<Level, string>> = {
  error: "error",
  warning: "warning",
  note: "notice",
};

/** GitHub drops more annotations of one level and one step. */
const maxAnnotations = 10;

/** Workflow commands of GitHub Actions, which makes annotations of them. */
export function githubReporter(options: ReportOptions): Reporter {
  return annotationReporter(
    { name: "GitHub", limit: maxAnnotations, command: githubCommand },
    options,
  );
}

/** The workflow command that makes an annotation, without a line feed. */
export function githubCommand({ level, path, region, ids, lines }: Annotation): string {
  const properties = Object.entries({
    ...(path === null ? {} : { file: path }),
    ...(path === null || region === null ? {} : placeOf(region)),
    title: ids.join(", "),
  }).map(([name, value]) => `${name}=${escapedProperty(value)}`);
  return `::${commandNames[level]} ${properties.join(",")}::${escapedData(lines.join("\n"))}`;
}

/** The runner takes columns only of one line. */
function placeOf(region: Region): Readonly<Record<string, string>> {
  const { startLine, startColumn, endLine, endColumn } = region;
  const lines = { line: `${startLine}`, endLine: `${lastLineOf(region)}` };
  return startLine === endLine
    ? { ...lines, col: `${startColumn}`, endColumn: `${endColumn}` }
    : lines;
}

function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
