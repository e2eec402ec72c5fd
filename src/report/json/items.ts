import type { Coverage, FactCount } from "../../domain/build/coverage.ts";
import type { RelatedLocation } from "../../domain/build/build.ts";
import type { Region } from "../../domain/build/region.ts";
import { lastLineOf } from "../../domain/build/region.ts";
import type { Edit, Evidence, Finding, Fix, Suppression } from "../../domain/rule/finding.ts";
import type { Notification, OtherImages, QuotedSource } from "../../domain/rule/run.ts";
import type { SupportEnd } from "../../domain/rule/support-end.ts";
import { LineIndex } from "../../text/line-index.ts";
import { lineHashes } from "../line-hash.ts";
import type {
  JsonFindingV1,
  JsonLocationV1,
  JsonNotificationV1,
  JsonSuppressionV1,
} from "./schema.ts";

/** A file may be one line of a megabyte, quoted by every finding on it. */
const maxSnippetLength = 4_000;

/** What findings quote of their file. */
export interface FileText {
  readonly lineHash: (line: number) => string | undefined;
  /** The whole lines of a region; undefined where they do not exist or are too long. */
  readonly snippet: (region: Region) => string | undefined;
}

/** @param source null where nothing but the path of the file is known */
export function fileText(source: QuotedSource | null): FileText {
  const text = source?.text ?? null;
  if (text === null) return { lineHash: () => undefined, snippet: () => undefined };
  const index = new LineIndex(text);
  const { knownLines } = source ?? {};
  return {
    lineHash: knownLines ? (line) => knownLines.get(line) ?? undefined : lineHashes(text),
    snippet: (region) => {
      const lastLine = lastLineOf(region);
      if (knownLines && !areKnown(knownLines, region.startLine, lastLine)) return undefined;
      const start = index.lineStart(region.startLine);
      const lastStart = index.lineStart(lastLine);
      if (start === null || lastStart === null) return undefined;
      const end = lastStart + (index.lineText(lastLine)?.length ?? 0);
      return end - start > maxSnippetLength ? undefined : text.slice(start, end);
    },
  };
}

function areKnown(
  lines: NonNullable<QuotedSource["knownLines"]>,
  from: number,
  to: number,
): boolean {
  for (let line = from; line <= to; line++) if (!lines.has(line)) return false;
  return true;
}

// Every object is spelled out: what the domain gains later must not become part of a published schema by accident.

/** What is wrong and what to do, wherever it is. */
export type JsonVerdict = Pick<
  JsonFindingV1,
  | "ruleId"
  | "level"
  | "confidence"
  | "kind"
  | "message"
  | "short"
  | "remedy"
  | "messageId"
  | "arguments"
>;

export function jsonVerdict(finding: Finding): JsonVerdict {
  const { ruleId, level, confidence, kind, message } = finding;
  return {
    ...{ ruleId, level, confidence },
    ...(kind === undefined ? {} : { kind }),
    message: message.long,
    short: message.short,
    remedy: message.remedy.text,
    messageId: message.id,
    arguments: [...message.arguments],
  };
}

export function jsonFinding(finding: Finding, text: FileText): JsonFindingV1 {
  const { path, region, image } = finding;
  const { related, flow, evidence, fingerprint, fix, noFix, suppressed, baselineState } = finding;
  const { repository } = finding;
  const lineHash = text.lineHash(region.startLine);
  const snippet = text.snippet(region);
  return {
    ...jsonVerdict(finding),
    path,
    region: jsonRegion(region),
    ...(lineHash === undefined ? {} : { lineHash }),
    ...(snippet === undefined ? {} : { snippet }),
    ...(image === null ? {} : { image }),
    related: related.map((other) => jsonLocation(other, path)),
    ...(flow === undefined ? {} : { flow: flow.map((step) => jsonLocation(step, path)) }),
    evidence: evidence.map(jsonEvidence),
    fingerprint,
    ...(fix === null ? {} : { fix: jsonFix(fix) }),
    ...(fix !== null || noFix === undefined ? {} : { noFix }),
    ...(suppressed === null ? {} : { suppressed: jsonSuppression(suppressed) }),
    ...(finding.baselined ? { baselined: true } : {}),
    ...(baselineState === undefined ? {} : { baselineState }),
    ...(repository === undefined ? {} : { repository }),
  };
}

function jsonLocation({ message, region }: RelatedLocation, path: string): JsonLocationV1 {
  return { message, path, region: jsonRegion(region) };
}

export function jsonEvidence({ fact, value, source, asOf, answeredAt }: Evidence): Evidence {
  return { fact, value, source, asOf, ...(answeredAt === undefined ? {} : { answeredAt }) };
}

function jsonFix({ safe, description, edits }: Fix): Fix {
  const jsonEdit = ({ region, text }: Edit): Edit => ({ region: jsonRegion(region), text });
  return { safe, description, edits: edits.map(jsonEdit) };
}

export function jsonSuppression(suppression: Suppression): JsonSuppressionV1 {
  const { kind, justification, until, source, status, path, region } = suppression;
  return { kind, justification, until, source, status, path, region: jsonRegion(region) };
}

export function jsonNotification(notification: Notification): JsonNotificationV1 {
  const { level, id, message, path, region, repository } = notification;
  return {
    ...{ level, id, message },
    ...(path === null ? {} : { path }),
    ...(region === null ? {} : { region: jsonRegion(region) }),
    ...(repository === undefined ? {} : { repository }),
  };
}

export function jsonRegion({ startLine, startColumn, endLine, endColumn }: Region): Region {
  return { startLine, startColumn, endLine, endColumn };
}

export function jsonCoverage({ os, python, user, age }: Coverage): Coverage {
  const count = ({ known, unknown }: FactCount): FactCount => ({ known, unknown });
  return { os: count(os), python: count(python), user: count(user), age: count(age) };
}

export function jsonOtherImages({ count, names, hasMore }: OtherImages): OtherImages {
  return { count, names: [...names], hasMore };
}

export function jsonSupportEnd(end: SupportEnd): SupportEnd {
  const { kind, name, end: day, extendedEnd, state, references, images, hasMore } = end;
  return {
    ...{ kind, name, end: day, extendedEnd, state },
    ...{ references, images: [...images], hasMore },
  };
}
