import type { Evidence, Finding } from "../../domain/rule/finding.ts";
import type { Remedy } from "../../domain/rule/message.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { shortMessage } from "../concise.ts";
import { heldBackText } from "../held-back.ts";
import type { LocationFindings } from "../location-groups.ts";
import { mostSevere } from "../location-groups.ts";
import { safeText } from "../safe-text.ts";
import type { Style } from "../style.ts";
import { levelStyle } from "../style.ts";
import { describeLocation } from "./describe-location.ts";
import { excerptLines } from "./excerpt-lines.ts";

import { wrap } from "./wrap.ts";

/** How the places of a file are shown. */
export interface TextView {
  readonly style: Style;
  /** Columns of the terminal. */
  readonly width: number;
  readonly verbose: boolean;
  readonly source: LineIndex;
  readonly isDockerfile: boolean;
  /** Columns for rule ids. */
  readonly ruleColumn: number;
}

/** How findings are shown without their place. */
type VerdictView = Omit<TextView, "source" | "isDockerfile">;

const levelColumn = "warning ".length;
const blockIndent = 4;
const textIndent = 6;

/** The findings of one place of a file: the place, what is wrong there, and one remedy. */
export function locationLines(findings: LocationFindings, view: TextView): readonly string[] {
  const [{ region }] = findings;
  const { style, source, isDockerfile, width, verbose } = view;
  const { heading, values } = describeLocation(findings, { source, isDockerfile }, width - 10);
  return [
    `  ${style.bold(`${region.startLine}:${region.startColumn}`)}${heading === "" ? "" : ` ${heading}`}`,
    ...values.flatMap(({ reference, origins }) => valueLines(reference, origins, view)),
    ...(verbose ? excerptLines(source, region, width, style) : []),
    ...verdictLines(findings, view),
  ];
}

/** What is wrong at one place, and one remedy, without the place. */
export function verdictLines(findings: LocationFindings, view: VerdictView): readonly string[] {
  const { verbose } = view;
  return [
    ...findings.flatMap((finding) => findingLines(finding, view)),
    ...(verbose ? relatedLines(findings, view) : []),
    ...remedyLines(mostSevere(findings), view),
  ];
}

/** `= REFERENCE (ARG BASE, line 1)`; the part in parentheses gets its own lines where it does not fit. */
function valueLines(
  reference: string,
  origins: string,
  { width, style }: TextView,
): readonly string[] {
  const first = `= ${safeText(reference)}`;
  if (origins === "") return indented([first], textIndent);
  const rest = `(${origins})`;
  if (textIndent + first.length + 1 + rest.length <= width)
    return indented([`${first} ${style.dim(safeText(rest))}`], textIndent);
  const indent = textIndent + 2;
  return [
    ...indented([first], textIndent),
    ...indented(wrap(rest, indent, width), indent, style.dim),
  ];
}

function findingLines(finding: Finding, view: VerdictView): readonly string[] {
  const { level, ruleId } = finding;
  const { style, ruleColumn } = view;
  const levelCell = levelStyle(level, style)(level) + " ".repeat(levelColumn - level.length);
  const lead = `${" ".repeat(blockIndent)}${levelCell}${style.bold(ruleId)}`;
  const heldBack = heldBackText(finding);
  const note = (indent: number): readonly string[] =>
    heldBack === null ? [] : indented(wrap(heldBack, indent, view.width), indent, style.dim);
  if (view.verbose) return [lead, ...detailLines(finding, view), ...note(textIndent)];
  const indent = blockIndent + levelColumn + ruleColumn + 1;
  const [first = "", ...more] = wrap(shortMessage(finding), indent, view.width);
  return [
    `${lead}${" ".repeat(ruleColumn - ruleId.length)} ${first}`,
    ...indented(more, indent),
    ...note(indent),
  ];
}

/** The long message, and what it is based on. */
function detailLines(
  { message, evidence, confidence }: Finding,
  { style, width }: VerdictView,
): readonly string[] {
  const details = [...evidence.map(evidenceText), `confidence: ${confidence}`];
  return [
    ...indented(wrap(message.long, textIndent, width), textIndent),
    ...details.flatMap((text) => indented(wrap(text, textIndent, width), textIndent, style.dim)),
  ];
}

function evidenceText({ fact, value, source, asOf, answeredAt }: Evidence): string {
  const when = answeredAt ?? asOf;
  return `${fact}: ${value} (${source}${when === null ? "" : `, ${when}`})`;
}

/** The places that explain the findings, each once. */
function relatedLines(
  findings: LocationFindings,
  { style, width }: VerdictView,
): readonly string[] {
  const texts = findings
    .flatMap(({ related }) => related)
    .map(({ message, region }) => `see ${region.startLine}:${region.startColumn}: ${message}`);
  return [...new Set(texts)].flatMap((text) =>
    indented(wrap(text, blockIndent, width), blockIndent, style.dim),
  );
}

/** What to write or to do, the option that does it, and in the lines below why this one. */
function remedyLines({ message: { remedy }, fix }: Finding, view: VerdictView): readonly string[] {
  const { style, width, verbose } = view;
  const hasEdits = fix !== null && fix.edits.length > 0;
  const option = hasEdits ? (fix.safe ? "[--fix]" : "[--unsafe-fixes]") : "";
  const result = hasEdits ? (fix.result ?? remedy.action) : remedy.action;
  // Without a tag, an image is its latest.
  const isSame = result === remedy.action || `${result}:latest` === remedy.action;
  const alternative = `or ${result}`;
  const details = [
    ...remedyDetails(remedy, alternative),
    // A fix that only the author can make, such as another build argument.
    ...(verbose && fix !== null && !hasEdits ? [fix.description] : []),
  ];
  const [first = "", ...more] = [
    ...marked(remedy.action, isSame ? option : "", view),
    ...details.flatMap((text) => wrap(text, textIndent, width)),
    // The option does not always write what is recommended: a safe fix keeps the repository.
    ...(isSame ? [] : marked(alternative, option, view)),
  ];
  return [`${" ".repeat(blockIndent)}${style.green("→")} ${first}`, ...indented(more, textIndent)];
}

/** The details in one line, without what the line of the fix says. */
function remedyDetails({ details }: Remedy, alternative: string): readonly string[] {
  const others = details.filter((detail) => detail !== alternative);
  return others.length === 0 ? [] : [others.join("; ")];
}

/** A text with the option that writes it behind it, or in the next line where it does not fit. */
function marked(text: string, option: string, { style, width }: VerdictView): readonly string[] {
  const lines = wrap(text, textIndent, width);
  if (option === "") return lines;
  const last = lines.at(-1) ?? "";
  return textIndent + last.length + 1 + option.length <= width
    ? [...lines.slice(0, -1), `${last} ${style.dim(option)}`]
    : [...lines, style.dim(option)];
}

function indented(
  lines: readonly string[],
  indent: number,
  paint: (text: string) => string = (text) => text,
): readonly string[] {
  return lines.map((line) => " ".repeat(indent) + paint(line));
}
