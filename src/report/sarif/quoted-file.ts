import type { ArtifactLocation, Location, Region as SarifRegion } from "sarif";
import type { Region } from "../../domain/build/region.ts";
import type { QuotedSource } from "../../domain/rule/run.ts";
import { lineHashes } from "./line-hash.ts";

/** The base of all uris. It has no uri of its own: where the repository lies is nobody's business. */
export const sourceRoot = "%SRCROOT%";

/** A viewer shows a few lines; a file may be one line of a megabyte, quoted by every finding on it. */
const maxQuoteLength = 4_000;

/** `text` is null for a file that could not be read as text: its place in the repository is known all the same. */
interface Source extends Omit<QuotedSource, "text"> {
  readonly text: string | null;
}

/** A file with findings, as SARIF refers to it. */
export interface QuotedFile {
  readonly artifact: ArtifactLocation;
  /** The hash of a line, where the text is at hand. */
  readonly lineHash: (line: number) => string | undefined;
  /** A place with its text. */
  readonly location: (region: Region) => Location;
  /** A place with its text and the lines around it. */
  readonly locationInContext: (region: Region) => Location;
}

/**
 * @param path relative to the working directory: the name of a file nothing more is known of
 * @param source undefined where the place in the repository is not known
 */
export function quoteFile(path: string, source: Source | undefined): QuotedFile {
  const artifact = artifactLocation(path, source);
  const text = source?.text ?? null;
  if (text === null) {
    const location = (region: Region): Location => ({
      physicalLocation: { artifactLocation: artifact, region: sarifRegion(region) },
    });
    return { artifact, lineHash: () => undefined, location, locationInContext: location };
  }
  const lines = new Lines(text);
  const quoted = (region: Region): SarifRegion => {
    const quote = lines.slice(region);
    return { ...sarifRegion(region), ...(quote === null ? {} : { snippet: { text: quote } }) };
  };
  const location = (region: Region): Location => ({
    physicalLocation: { artifactLocation: artifact, region: quoted(region) },
  });
  const locationInContext = (region: Region): Location => {
    const around = lines.around(region, 2) ?? lines.around(region, 0);
    const contextRegion = around === null ? {} : { contextRegion: quoted(around) };
    return {
      physicalLocation: { artifactLocation: artifact, region: quoted(region), ...contextRegion },
    };
  };
  return { artifact, lineHash: lineHashes(text), location, locationInContext };
}

/** Without a base where the place in the repository is not known: `path` is relative to something else. */
export function artifactLocation(path: string, source: Source | undefined): ArtifactLocation {
  return source
    ? { uri: uriOf(source.repositoryPath), uriBaseId: sourceRoot }
    : { uri: uriOf(path) };
}

/** Each segment encoded, so that no character of a file name means anything in the uri. */
function uriOf(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.replace(/\p{Cs}/gu, "\uFFFD")))
    .join("/");
}

/** Lines as regions count them: BuildKit's, ended by line feeds, the first without its byte order mark. */
class Lines {
  readonly #text: string;
  readonly #starts: number[];

  constructor(text: string) {
    this.#text = text;
    this.#starts = [text.startsWith("\uFEFF") ? 1 : 0];
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1))
      this.#starts.push(end + 1);
    // What follows the last line feed is a line only if there is something.
    if (this.#starts.length > 1 && this.#starts.at(-1) === text.length) this.#starts.pop();
  }

  /** The text of a region; null where it is not in the file or too long to quote. */
  slice(region: Region): string | null {
    const start = this.#offset(region.startLine, region.startColumn);
    const end = this.#offset(region.endLine, region.endColumn);
    if (start === null || end === null || end < start || end - start > maxQuoteLength) return null;
    return this.#text.slice(start, end);
  }

  /** The lines of a region and some more on both sides; null where that is no more than the region or too long to quote. */
  around(region: Region, more: number): Region | null {
    if (region.endLine > this.#starts.length) return null;
    const startLine = Math.max(region.startLine - more, 1);
    const endLine = Math.min(region.endLine + more, this.#starts.length);
    const endColumn = this.#lengthOf(endLine) + 1;
    const context = { startLine, startColumn: 1, endLine, endColumn };
    const isLarger =
      startLine < region.startLine ||
      region.startColumn > 1 ||
      endLine > region.endLine ||
      (endLine === region.endLine && endColumn > region.endColumn);
    return isLarger && this.slice(context) !== null ? context : null;
  }

  #offset(line: number, column: number): number | null {
    const start = this.#starts[line - 1];
    return start === undefined ? null : Math.min(start + column - 1, this.#text.length);
  }

  /** Without the line end. */
  #lengthOf(line: number): number {
    const start = this.#starts[line - 1] ?? 0;
    const next = this.#starts[line];
    let end = next === undefined ? this.#text.length : next - 1;
    if (next === undefined && this.#text[end - 1] === "\n" && end > start) end--;
    while (end > start && this.#text[end - 1] === "\r") end--;
    return end - start;
  }
}

function sarifRegion({ startLine, startColumn, endLine, endColumn }: Region): SarifRegion {
  return { startLine, startColumn, endLine, endColumn };
}
