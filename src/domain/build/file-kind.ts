/** What a file is read as. */
export type FileKind =
  "dockerfile" | "yaml" | "json" | "python" | "notebook" | "shell" | "text" | "hcl" | "markdown";

/** All kinds, in the order of help and documents. */
export const fileKinds: readonly FileKind[] = [
  "dockerfile",
  "yaml",
  "json",
  "python",
  "notebook",
  "shell",
  "text",
  "hcl",
  "markdown",
];

/** Those that `src/sources/` reads. */
export type SourceKind = Exclude<FileKind, "dockerfile">;
