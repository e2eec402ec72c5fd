/** A file that was opened: its text, or why it is not text. */
export type SourceFile =
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  /** `size`: over the cap; `utf-16` and `binary`: not UTF-8 text. `text` is what could be decoded, to tell whether it matters. */
  | {
      readonly kind: "unread";
      readonly path: string;
      readonly why: "size" | "utf-16" | "binary";
      readonly text: string | null;
    };
