import type { Evidence, Finding, Level } from "../domain/rule/finding.ts";
import { isOpen, levels } from "../domain/rule/finding.ts";
import { compareRegions } from "../domain/build/region.ts";
import type { Run } from "../domain/rule/run.ts";
import { safeText } from "./safe-text.ts";
import { sourceExcerpt, SourceLines } from "./source-excerpt.ts";
import type { Style } from "./style.ts";
import { styleOf } from "./style.ts";

export interface TextOptions {
  readonly colors: boolean;
  /** Findings only. */
  readonly quiet: boolean;
}

/** The report for people: a block for each place, with what is wrong there and the way out, and a summary. */
export function toText(run: Run, options: TextOptions): string {
  return Array.from(textPieces(run, options)).join("");
}

/** The report in pieces, so that a long one need not be held as one text. */
export function* textPieces(run: Run, { colors, quiet }: TextOptions): Iterable<string> {
  const style = styleOf(colors);
  // Findings come file by file.
  let path: string | null = null;
  let source = new SourceLines("");
  for (const block of blocksOf(run.findings)) {
    if (block[0].path !== path)
      source = new SourceLines(run.sources.get(block[0].path)?.text ?? "");
    path = block[0].path;
    yield `${blockLines(block, source, style).join("\n")}\n\n`;
  }
  if (!quiet) yield `${summary(run, style)}\n`;
}

/** Findings on one token: they come sorted, so those of a block follow each other. */
function* blocksOf(findings: readonly Finding[]): Iterable<readonly [Finding, ...Finding[]]> {
  let block: [Finding, ...Finding[]] | null = null;
  for (const finding of findings) {
    if (!isOpen(finding)) continue;
    const isSame =
      block?.[0].path === finding.path && compareRegions(block[0].region, finding.region) === 0;
    if (block && isSame) block.push(finding);
    else {
      if (block) yield block;
      block = [finding];
    }
  }
  if (block) yield block;
}

function blockLines(
  block: readonly [Finding, ...Finding[]],
  source: SourceLines,
  style: Style,
): readonly string[] {
  const [{ path, region }] = block;
  const location = `${safeText(path)}:${region.startLine}:${region.startColumn}`;
  const lines = [
    style.bold(location),
    ...sourceExcerpt(source, region, style),
    ...block.flatMap((finding) => findingLines(finding, style)),
  ];
  for (const { message, region: related } of distinctLocations(block))
    lines.push(
      style.dim(
        `  see ${safeText(path)}:${related.startLine}:${related.startColumn}: ${safeText(message)}`,
      ),
    );
  lines.push(`  ${style.green("→")} ${safeText(recommendationOf(block))}`);
  return lines;
}

/** One way out for one place: that of the most severe finding. */
function recommendationOf(block: readonly [Finding, ...Finding[]]): string {
  const [worst] = block.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level));
  return (worst ?? block[0]).message.remedy.text;
}

function findingLines(
  { level, ruleId, message, evidence, confidence }: Finding,
  style: Style,
): string[] {
  const sure = confidence === "high" ? "" : style.dim(` (${confidence} confidence)`);
  const line = `  ${paintLevel(level, style)} ${style.bold(ruleId)}: ${safeText(message.long)}${sure}`;
  return evidence.length === 0
    ? [line]
    : [line, style.dim(`    ${evidence.map(evidenceText).join(" · ")}`)];
}

function evidenceText({ fact, value, source, asOf, answeredAt }: Evidence): string {
  const when = answeredAt ?? asOf;
  return safeText(`${fact}: ${value} (${source}${when === null ? "" : `, ${when}`})`);
}

function distinctLocations(block: readonly Finding[]): readonly Finding["related"][number][] {
  const locations = block.flatMap(({ related }) => related);
  return [...new Map(locations.map((location) => [JSON.stringify(location), location])).values()];
}

function summary({ findings, files, checked, images, asOf }: Run, style: Style): string {
  const shown = findings.filter(isOpen);
  const baselined = findings.filter((finding) => finding.baselined).length;
  const suppressed = findings.length - shown.length - baselined;
  const held = [
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(baselined > 0 ? [`${baselined} in the baseline`] : []),
  ].map((part) => `, ${part}`);
  const count = (level: Level): number => shown.filter((finding) => finding.level === level).length;
  const counts = [
    plural(count("error"), "error"),
    plural(count("warning"), "warning"),
    plural(count("note"), "note"),
  ].join(", ");
  const verdict = shown.length === 0 ? style.green("No findings") : counts;
  const looked = `(${checked} judged, ${plural(images, "azureml inference image")})`;
  return `${verdict}${held.join("")} in ${plural(files, "file")} ${looked}, as of ${asOf}.`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function paintLevel(level: Level, style: Style): string {
  const paint = { error: style.red, warning: style.yellow, note: style.blue }[level];
  return paint(level);
}
