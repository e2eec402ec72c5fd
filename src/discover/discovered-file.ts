import type { FileKind, SourceKind } from "../domain/build/file-kind.ts";

export interface DiscoveredFile {
  /** Relative to the working directory, with `/`; absolute if on another drive. */
  readonly path: string;
  readonly absolute: string;
  /** By its name, or by its text where the name leaves it open. A file of another kind than a Dockerfile can still turn out to be one. */
  readonly kind: FileKind;
  /** Passed by the user, not found in a directory. */
  readonly named: boolean;
  /** Its directory or one above it, absolute: the same settings count in both. */
  readonly folder: string;
  /** For a symbolic link to a file of its repository. */
  readonly link?: FollowedLink;
}

/** A file of another kind than a Dockerfile, unless its text is one. */
export type OtherFile = DiscoveredFile & { readonly kind: SourceKind };

export function isOther(file: DiscoveredFile): file is OtherFile {
  return file.kind !== "dockerfile";
}

/** The file that a symbolic link leads to. */
export interface FollowedLink {
  /** Absolute. */
  readonly target: string;
  /** The same, as `DiscoveredFile.path`. */
  readonly shown: string;
  /** Other links to the same file, as `DiscoveredFile.path`; they are not checked again. */
  readonly others: readonly string[];
}
