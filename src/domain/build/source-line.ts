import type { Region } from "./region.ts";

/** A line of a heredoc. */
export interface HeredocLine {
  readonly text: string;
  /** 1-based. */
  readonly line: number;
}

/** The text of an instruction: continuation lines joined, and the comments between them removed. */
export interface SourceLine {
  readonly text: string;
  /** 1-based physical line. */
  readonly firstLine: number;
  /** The blanks before it in its first line. */
  readonly indent: string;
  /** Its heredocs, without the lines that end them. */
  readonly heredocs: readonly HeredocLine[];
  /** The location of a part of the text. @param end exclusive */
  region(start: number, end: number): Region;
}
