import { compareRegions } from "../../domain/build/region.ts";
import { atChangedLine } from "../../domain/rule/changed-place.ts";
import type { Finding, Level } from "../../domain/rule/finding.ts";
import { isReported, levels } from "../../domain/rule/finding.ts";
import { counted } from "../../text/list.ts";
import { conciseLine, conciseSummary } from "../concise.ts";
import { isListed } from "../held-back.ts";
import { byLocation } from "../location-groups.ts";
import { originsLine } from "../origins.ts";
import type { ReportOptions, Reporter } from "../reporter.ts";
import { safeText } from "../safe-text.ts";
import { styleOf } from "../style.ts";
import type { Annotation } from "./annotation.ts";
import { annotationOf, notificationAnnotation } from "./annotation.ts";

/** A CI system that makes annotations of lines of a log. */
export interface AnnotationHost {
  readonly name: string;
  /** How many annotations of one level it keeps of a step; it drops more without a word. */
  readonly limit: number;
  /** The command that makes it, without a line feed; null for a level that it does not have. */
  readonly command: (annotation: Annotation) => string | null;
}

/** An annotation, and the lines that stand in the log where there is no room for it. */
interface Candidate {
  readonly command: string;
  readonly lines: string;
}

const plain = styleOf(false);

/**
 * A log with annotations: one for each place. Findings for which there is no room are lines as in `concise`. The annotations come
 * last, since what was not read has the first places, so that at most `limit` of each level are held.
 */
export function annotationReporter(
  host: AnnotationHost,
  { quiet, showSuppressed }: Pick<ReportOptions, "quiet" | "showSuppressed">,
): Reporter {
  const held: Record<Level, Candidate[]> = { error: [], warning: [], note: [] };
  const cut: Record<Level, number> = { error: 0, warning: 0, note: 0 };
  let [asOf, origins] = ["", null as string | null];
  return {
    begin: (start) => {
      asOf = start.asOf;
      origins = originsLine(start);
      return [];
    },
    *file({ source, findings, pathFromRoot }) {
      for (const finding of findings)
        if (!isReported(finding) && isListed(finding, { showSuppressed }))
          yield conciseLine(finding, plain);
      const placed = findings
        .filter(isReported)
        .map((finding) => atChangedLine(finding, source?.changedLines))
        .sort((a, b) => compareRegions(a.region, b.region));
      for (const group of byLocation(placed)) {
        const annotation = annotationOf(group, pathFromRoot);
        const { level } = annotation;
        const command = host.command(annotation);
        const lines = logLines(group);
        if (command !== null && held[level].length < host.limit) {
          held[level].push({ command, lines });
          continue;
        }
        if (command !== null) cut[level]++;
        yield lines;
      }
    },
    *end(totals) {
      const commands: string[] = [];
      for (const level of levels) {
        const notices = totals.notifications
          .filter((one) => one.level === level && level !== "note" && (!quiet || level === "error"))
          .flatMap((one) => {
            const annotation = notificationAnnotation(one, totals.pathFromRoot);
            const command = host.command(annotation);
            const { path, lines } = annotation;
            const line = `${path === null ? "" : `${path}: `}${level} ${lines.join(" ")}\n`;
            return command === null ? [] : [{ command, lines: line }];
          });
        const all = [...notices, ...held[level]];
        for (const { command } of all.slice(0, host.limit)) commands.push(`${command}\n`);
        const rest = all.slice(host.limit);
        cut[level] += rest.length;
        for (const { lines } of rest) yield lines;
      }
      yield* commands;
      if (!quiet) {
        yield* conciseSummary(totals, asOf, plain);
        if (origins !== null) yield `${safeText(origins)}\n`;
      }
      yield* cutLine(host, cut);
    },
  };
}

function logLines(findings: readonly Finding[]): string {
  return findings.map((finding) => conciseLine(finding, plain)).join("");
}

/** How many annotations there was no room for; nothing where all are shown. */
function cutLine(
  { name, limit }: AnnotationHost,
  cut: Readonly<Record<Level, number>>,
): readonly string[] {
  const counts = levels
    .filter((level) => cut[level] > 0)
    .map((level) => counted(cut[level], level));
  if (counts.length === 0) return [];
  return [
    `${name} shows at most ${limit} annotations of each level. Only in the lines above: ${counts.join(", ")}\n`,
  ];
}
