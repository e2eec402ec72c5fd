/** A file that was opened: its text, or why it was not read as text. */
export type SourceFile =
  | { readonly kind: "text"; readonly path: string; readonly text: string }
  /** `size`: over the limit; `utf-16` and `binary`: not UTF-8. `text` is the decoded text to search for image names. */
  | {
      readonly kind: "unread";
      readonly path: string;
      readonly why: "size" | "utf-16" | "binary";
      readonly text: string | null;
    }
  /** A Git LFS pointer, which stands for a file of `size` bytes that is elsewhere. */
  | {
      readonly kind: "lfs-pointer";
      readonly path: string;
      readonly size: number;
      readonly text: null;
    };
