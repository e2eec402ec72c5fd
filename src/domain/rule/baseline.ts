/** An accepted finding, which is not reported. */
export interface BaselineEntry {
  /** Relative to the root of the repository that the baseline is of, with `/`. */
  readonly path: string;
  /** The id of today. */
  readonly rule: string;
  /** The former id that the file has; absent where it has that of today. */
  readonly formerRule?: string;
  /** What the finding is about, for readers: image and stage. */
  readonly about: string;
  /** What the finding is recognised by: hexadecimal, independent of lines. */
  readonly fingerprint: string;
}

/** Entries by fingerprint. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;
