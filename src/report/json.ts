import type {
  Confidence,
  Edit,
  Evidence,
  Finding,
  Fix,
  Level,
  Suppression,
} from "../domain/rule/finding.ts";
import { isOpen } from "../domain/rule/finding.ts";
import type { Region } from "../domain/build/region.ts";
import type { Notification, Run } from "../domain/rule/run.ts";
import { JsonItems, logSafeJson } from "./log-safe-json.ts";

/** What `--format json` prints. Fields are only ever added, which keeps the version at 1. */
export interface JsonReportV1 {
  readonly schema: "inferlint.report/1";
  readonly tool: { readonly name: string; readonly version: string };
  readonly asOf: string;
  readonly summary: {
    readonly files: number;
    readonly checked: number;
    readonly images: number;
    readonly errors: number;
    readonly warnings: number;
    readonly notes: number;
    readonly suppressed: number;
    readonly baselined: number;
  };
  readonly findings: readonly JsonFindingV1[];
  readonly notifications: readonly JsonNotificationV1[];
}

interface JsonFindingV1 {
  readonly ruleId: string;
  readonly level: Level;
  readonly confidence: Confidence;
  readonly message: string;
  readonly path: string;
  readonly region: Region;
  readonly image?: string;
  readonly related: readonly {
    readonly message: string;
    readonly path: string;
    readonly region: Region;
  }[];
  readonly evidence: readonly Evidence[];
  readonly fingerprint: string;
  readonly fix?: Fix;
  readonly suppressed?: Suppression;
}

interface JsonNotificationV1 {
  readonly level: Level;
  readonly id: string;
  readonly message: string;
  readonly path?: string;
  readonly region?: Region;
}

export function toJson(run: Run): string {
  return Array.from(jsonPieces(run)).join("");
}

/** The report in pieces, so that a long one need not be held as one text. */
export function* jsonPieces(run: Run): Iterable<string> {
  const { tool, asOf, files, checked, images } = run;
  const open = run.findings.filter(isOpen);
  const listed = run.findings.filter(({ baselined }) => !baselined);
  const count = (level: Level): number => open.filter((finding) => finding.level === level).length;
  const report: Omit<JsonReportV1, "findings"> & { readonly findings: JsonItems } = {
    schema: "inferlint.report/1",
    tool: { name: tool.name, version: tool.version },
    asOf,
    summary: {
      files,
      checked,
      images,
      errors: count("error"),
      warnings: count("warning"),
      notes: count("note"),
      suppressed: listed.length - open.length,
      baselined: run.findings.length - listed.length,
    },
    findings: new JsonItems(mapped(listed, jsonFinding)),
    notifications: run.notifications.map(jsonNotification),
  };
  yield* logSafeJson(report);
}

function* mapped<T, U>(items: Iterable<T>, map: (item: T) => U): Iterable<U> {
  for (const item of items) yield map(item);
}

// Every object is spelled out: what the domain gains later must not slip into a promised shape.

function jsonFinding(finding: Finding): JsonFindingV1 {
  const { ruleId, level, confidence, path, image, fingerprint, fix, suppressed } = finding;
  return {
    ruleId,
    level,
    confidence,
    message: finding.message.long + " " + finding.message.remedy.text,
    path,
    region: jsonRegion(finding.region),
    ...(image === null ? {} : { image }),
    related: finding.related.map(({ message, region }) => ({
      message,
      path,
      region: jsonRegion(region),
    })),
    evidence: finding.evidence.map(({ fact, value, source, asOf, answeredAt }) => ({
      fact,
      value,
      source,
      asOf,
      ...(answeredAt === undefined ? {} : { answeredAt }),
    })),
    fingerprint,
    ...(fix === null ? {} : { fix: jsonFix(fix) }),
    ...(suppressed === null ? {} : { suppressed: jsonSuppression(suppressed) }),
  };
}

function jsonFix({ safe, description, edits }: Fix): Fix {
  const jsonEdit = ({ region, text }: Edit): Edit => ({ region: jsonRegion(region), text });
  return { safe, description, edits: edits.map(jsonEdit) };
}

function jsonSuppression({ kind, justification }: Suppression): Suppression {
  return { kind, justification };
}

function jsonNotification(notification: Notification): JsonNotificationV1 {
  const { level, id, message, path, region } = notification;
  return {
    level,
    id,
    message,
    ...(path === null ? {} : { path }),
    ...(region === null ? {} : { region: jsonRegion(region) }),
  };
}

function jsonRegion({ startLine, startColumn, endLine, endColumn }: Region): Region {
  return { startLine, startColumn, endLine, endColumn };
}
