/** An accepted finding, which is not reported. */
export interface BaselineEntry {
  /** Relative to the root of the repository that the baseline is of, with `/`. */
  readonly path: string;
  readonly rule: string;
  /** What the finding is about, for readers: image and stage. */
  readonly about: string;
  /** What the finding is recognised by: hexadecimal, independent of lines. */
  readonly fingerprint: string;
}

/** Entries by fingerprint. */
export type Baseline = ReadonlyMap<string, BaselineEntry>;
