import type { ArtifactLocation, Location, Region as SarifRegion } from "sarif";
import type { Region } from "../../domain/build/region.ts";
import type { QuotedSource } from "../../domain/rule/run.ts";
import { LineIndex } from "../../text/line-index.ts";
import { lineHashes } from "../line-hash.ts";

/** The base of all URIs. It has no URI of its own, which would reveal a path of the machine. */
export const sourceRoot = "%SRCROOT%";

/** A viewer shows a few lines; a file may be one line of a megabyte, quoted by every finding on it. */
const maxQuoteLength = 4_000;

/** A file with findings, as SARIF refers to it. */
export interface QuotedFile {
  readonly artifact: ArtifactLocation;
  /** GitHub's hash of a line; undefined without the text. */
  readonly lineHash: (line: number) => string | undefined;
  /** A region with its text. */
  readonly location: (region: Region) => Location;
  /** A region with its text and the lines around it. */
  readonly locationInContext: (region: Region) => Location;
}

/**
 * @param path relative to the working directory
 * @param source null where the path in the repository is not known
 */
export function quoteFile(path: string, source: QuotedSource | null): QuotedFile {
  const artifact = artifactLocation(path, source?.repositoryPath ?? null);
  const text = source?.text ?? null;
  if (text === null) {
    const location = (region: Region): Location => ({
      physicalLocation: { artifactLocation: artifact, region: sarifRegion(region) },
    });
    return { artifact, lineHash: () => undefined, location, locationInContext: location };
  }
  const knownLines = source?.knownLines ?? null;
  const quotes = new Quotes(text, knownLines);
  const quoted = (region: Region): SarifRegion => {
    const quote = quotes.slice(region);
    return { ...sarifRegion(region), ...(quote === null ? {} : { snippet: { text: quote } }) };
  };
  const location = (region: Region): Location => ({
    physicalLocation: { artifactLocation: artifact, region: quoted(region) },
  });
  const locationInContext = (region: Region): Location => {
    const around = quotes.around(region, 2) ?? quotes.around(region, 0);
    const contextRegion = around === null ? {} : { contextRegion: quoted(around) };
    return {
      physicalLocation: { artifactLocation: artifact, region: quoted(region), ...contextRegion },
    };
  };
  const lineHash: QuotedFile["lineHash"] = knownLines
    ? (line) => knownLines.get(line) ?? undefined
    : lineHashes(text);
  return { artifact, lineHash, location, locationInContext };
}

/**
 * @param path relative to the working directory
 * @param repositoryPath relative to the root of the run; null where it is not known, so that the location has no base
 */
export function artifactLocation(path: string, repositoryPath: string | null): ArtifactLocation {
  return repositoryPath === null
    ? { uri: uriOf(path) }
    : { uri: uriOf(repositoryPath), uriBaseId: sourceRoot };
}

/** Each segment encoded, so that no character of a file name has a meaning in the URI. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\uFFFD")))
    .join("/");
}

/** The text of a file by regions. */
class Quotes {
  readonly #text: string;
  readonly #index: LineIndex;
  readonly #lastLine: number;
  readonly #known: Pick<ReadonlyMap<number, unknown>, "has"> | null;

  /** @param known the lines that can be quoted; null for all */
  constructor(text: string, known: Pick<ReadonlyMap<number, unknown>, "has"> | null) {
    this.#text = text;
    this.#known = known;
    this.#index = new LineIndex(text);
    const { lineCount } = this.#index;
    // What follows the last line feed is a line only if there is something.
    const isEmpty = lineCount > 1 && text.endsWith("\n");
    this.#lastLine = isEmpty ? lineCount - 1 : lineCount;
  }

  /** The text of a region; null where it is not in the file or too long to quote. */
  slice(region: Region): string | null {
    const span = region.startLine > this.#lastLine ? null : this.#index.span(region);
    if (!this.#isKnown(region)) return null;
    if (span === null || span.end - span.start > maxQuoteLength) return null;
    return this.#text.slice(span.start, span.end);
  }

  #isKnown({ startLine, endLine }: Region): boolean {
    if (!this.#known) return true;
    for (let line = startLine; line <= endLine; line++) if (!this.#known.has(line)) return false;
    return true;
  }

  /** The lines of a region and some more on both sides; null where that is no more than the region or too long to quote. */
  around(region: Region, more: number): Region | null {
    if (region.endLine > this.#lastLine) return null;
    const startLine = Math.max(region.startLine - more, 1);
    const endLine = Math.min(region.endLine + more, this.#lastLine);
    const endColumn = (this.#index.lineText(endLine) ?? "").length + 1;
    const context = { startLine, startColumn: 1, endLine, endColumn };
    const isLarger =
      startLine < region.startLine ||
      region.startColumn > 1 ||
      endLine > region.endLine ||
      (endLine === region.endLine && endColumn > region.endColumn);
    return isLarger && this.slice(context) !== null ? context : null;
  }
}

function sarifRegion({ startLine, startColumn, endLine, endColumn }: Region): SarifRegion {
  return { startLine, startColumn, endLine, endColumn };
}
