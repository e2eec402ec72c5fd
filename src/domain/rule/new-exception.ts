import type { Region } from "../build/region.ts";

/** What lets findings pass, or leaves files unchecked. */
export type ExceptionKind =
  | "comment"
  | "exception"
  | "policy exception"
  | "baseline entry"
  | "exclusion"
  | "mirror"
  | "image pattern";

/** How it differs from what the base has. */
export type ExceptionChange =
  | { readonly kind: "added" }
  /** @property more what it covers besides: rules, files, images or builds, as a clause */
  | { readonly kind: "wider"; readonly more: string }
  /** @property until null: without end */
  | { readonly kind: "longer"; readonly until: string | null; readonly before: string };

/** Something that the base lacks or has narrower or shorter, or that holds back a new finding. */
export interface NewException {
  readonly kind: ExceptionKind;
  /** What it says: rules and the reason, or a pattern. */
  readonly about: string;
  /** Null where the base has it. */
  readonly change: ExceptionChange | null;
  /** Rules of new findings that it holds back; each once. */
  readonly hides: readonly string[];
  /** Relative to the working directory, with `/`. */
  readonly path: string;
  readonly region: Region;
}
