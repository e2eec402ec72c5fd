/** A file or directory that decides a run, as an option or a variable names it. */
export interface GateInput {
  readonly kind: "policy" | "facts" | "baseline" | "configuration" | "base";
  /** What named it: `--policy`, `INFERLINT_POLICY`. */
  readonly option: string;
  /** Absolute, or relative to the working directory. */
  readonly path: string;
}

/** The files and directories that decide a run, and how strict it is about where they lie. */
export interface Gate {
  readonly inputs: readonly GateInput[];
  /** One in a checked repository is an error. */
  readonly strict: boolean;
}
