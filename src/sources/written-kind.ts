import type { SourceKind } from "../domain/build/file-kind.ts";
import { extensionOf, sourceKindOf } from "../domain/build/source-kind.ts";

/** The kind of a file that a cell or a heredoc writes; null where its name says nothing. Markdown only counts where it is named. */
export function writtenKind(path: string): SourceKind | null {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const kind = sourceKindOf(path, name, extensionOf(name));
  return kind === "markdown" ? null : kind;
}
