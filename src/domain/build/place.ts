import type { Region } from "./region.ts";

/** Where an embedded Dockerfile stands in its file. */
export interface Place {
  /** Equal for texts at the same place. */
  readonly key: string;
  /** @param region in the embedded text */
  readonly region: (region: Region) => Region;
  /** An edit of the embedded text as one of the file; null where the text is not written as it is. */
  readonly edit: (edit: {
    readonly region: Region;
    readonly text: string;
  }) => { readonly region: Region; readonly text: string } | null;
}
